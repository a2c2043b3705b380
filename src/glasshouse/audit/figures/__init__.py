"""Figures of an audit: pure functions of arrays that know no scenario.

Each checks what it is given, reports every problem at once, and returns a frozen result: a value, with an interval where
one is defined, or the reason why there is none (`glasshouse.audit.undefined`). ``python -m glasshouse.audit.figures``
answers in JSON.
"""
