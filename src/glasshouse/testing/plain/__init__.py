"""The day in plain Python: each stage written once more, slowly, one citizen after the other.

These are the kernels' twins. They hold objects, sets and dictionaries where the kernels hold rows of bits, share no
code with them, and need nothing but NumPy's 32-bit floats. Tests hold the two against each other bit for bit; who
wants to know what a stage does exactly can read it here.
"""

from glasshouse.testing.plain import (
    attributes,
    authorities,
    conduct,
    consequences,
    copies,
    debts,
    decided,
    firms,
    forms,
    holdings,
    human_review,
    measurement,
    membership,
    noise,
    observation,
    people,
    places,
    play,
    randomness,
    response,
    society,
    tallies,
    trust,
    turnover,
    wrongful,
)

__all__ = [
    "people",
    "attributes",
    "debts",
    "places",
    "randomness",
    "society",
    "conduct",
    "authorities",
    "decided",
    "observation",
    "holdings",
    "tallies",
    "human_review",
    "firms",
    "forms",
    "noise",
    "copies",
    "consequences",
    "wrongful",
    "response",
    "trust",
    "membership",
    "play",
    "measurement",
    "turnover",
]
