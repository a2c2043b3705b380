"""Measurement: what became of society, as exact counts. It alone, with the audit, sees truth and record together."""
