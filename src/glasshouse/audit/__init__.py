"""Audit: from a score back to rule, record, channel and conduct. Only audit and measurement see both."""
