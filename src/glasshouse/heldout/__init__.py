"""Held-out data: published figures and studies that no value was fitted to, beside what the laboratory gives for them.

An experiment is a TOML file in ``experiments``: which worlds are lived, how they are read, and what was published. Studies are
re-enacted with the estimator that they used, on simulated counts. Such a run gives back what was put in, so that it tells of
signs, of dynamics and of who is concerned, and not of sizes. What was fitted is refused, and misses stay in the table.
"""
