"""Institutions: what is decided for all at a day's end, from exact totals: accounts opened and closed, the rules of tomorrow."""
