"""Portraits: what kind of society a scheme makes in ten years, on a dozen dimensions, beside a society without it.

There is no total, no order of societies and no verdict, and nothing here looks for better control. ``docs/portrait.md`` says what
the dimensions are and how to read them.
"""
