"""Worlds: the same society and the same luck under different rules, side by side."""
