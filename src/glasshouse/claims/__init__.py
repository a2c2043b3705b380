"""The essay's claims as experiments: each a file that says beforehand what would count, put to the test by twins.

`glasshouse.claims.trial.run_claims` runs them; `glasshouse.claims.verdict` says what the runs say.
"""
