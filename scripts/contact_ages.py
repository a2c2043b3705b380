"""How alike adults who meet are in age, out of a published matrix of contacts by single years of age.

``python scripts/contact_ages.py MATRIX.csv AGES.csv`` reads contacts per person of each age (row) with each age (column), and
how many people each age has (the last column), as in the data of Mistry and others 2021
(https://doi.org/10.1038/s41467-020-20544-y). It prints the correlation of the normal scores of both ages over all contacts
between adults, and the share of these contacts within five years of age, beside that among people who meet at random.
"""

import statistics
import sys
from collections.abc import Sequence

import numpy as np

ADULT = 18
CLOSE = 5


def alike(matrix: np.ndarray, people: np.ndarray) -> tuple[float, float, float]:
    """The correlation, the share within five years, and that share at random.

    Args:
        matrix: contacts of a person of the row's age with people of the column's.
        people: how many people each age has.
    """
    adults = people[ADULT:] / people[ADULT:].sum()
    meetings = (matrix * people[:, None])[ADULT:, ADULT:]
    # Each contact has two ends; surveys and models count them nearly alike.
    meetings = (meetings + meetings.T) / (2 * meetings.sum())
    law = statistics.NormalDist()
    scores = np.array([law.inv_cdf(share) for share in np.cumsum(adults) - adults / 2])
    ends = meetings.sum(axis=0)
    centred = scores - (ends * scores).sum()
    correlation = centred @ meetings @ centred / (ends * centred**2).sum()
    ages = np.arange(len(adults))
    close = np.abs(ages[:, None] - ages) <= CLOSE
    return float(correlation), float(meetings[close].sum()), float(np.outer(adults, adults)[close].sum())


def main(files: Sequence[str]) -> None:
    """Print the three figures of the files that are named."""
    matrix, ages = (np.loadtxt(name, delimiter=",") for name in files)
    correlation, close, at_random = alike(matrix, ages[:, -1])
    sys.stdout.write(f"correlation {correlation:.2f}; within {CLOSE} years {close:.1%}, at random {at_random:.1%}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
