"""Scoring: how people are judged. Systems read records and nothing else, and publish scores, bands and lists."""
