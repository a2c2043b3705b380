"""The day in plain Python: each stage written once more, slowly, one citizen after the other.

These are the kernels' twins. They hold objects, sets and dictionaries where the kernels hold rows of bits, share no
code with them, and need nothing but NumPy's 32-bit floats. Tests hold the two against each other bit for bit; who
wants to know what a stage does exactly can read it here.
"""

from glasshouse.testing.plain import (
    authorities,
    conduct,
    consequences,
    copies,
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
    play,
    randomness,
    response,
    society,
    wrongful,
)

__all__ = [
    "people",
    "randomness",
    "society",
    "conduct",
    "authorities",
    "decided",
    "observation",
    "holdings",
    "human_review",
    "firms",
    "forms",
    "noise",
    "copies",
    "consequences",
    "wrongful",
    "response",
    "membership",
    "play",
    "measurement",
]
