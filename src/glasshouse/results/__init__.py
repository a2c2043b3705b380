"""Results: what identifies them."""

from glasshouse.results.identity import forms_of, identity_of, results_identity

__all__ = ["forms_of", "identity_of", "results_identity"]
