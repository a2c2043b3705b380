"""Observation: who sees what people do. Channels turn conduct into records, miss some of it, and invent some."""
