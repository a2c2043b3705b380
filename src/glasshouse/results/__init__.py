"""Results: what identifies them."""

from glasshouse.results.identity import identity_of, results_identity

__all__ = ["identity_of", "results_identity"]
