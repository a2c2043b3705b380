"""Plain twins of the forms of scoring, one module each."""

from glasshouse.testing.plain.forms import joint, learned, lists, points, weighted

__all__ = ["points", "weighted", "lists", "joint", "learned"]
