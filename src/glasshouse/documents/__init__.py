"""Strict TOML documents: problems with their locations, quantities, units, and the words that documents may use."""
