"""How much of a harm comes from each of several sources: what would not be without it, and shares that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import factorial
from typing import Any, Final

import numpy as np

from glasshouse.audit.figures.bootstrap import DRAWS, estimated, quotient, resampled
from glasshouse.audit.figures.estimate import Estimate, Several, exactly, undefined
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason
from glasshouse.errors import Problem

_Of = Callable[[np.ndarray], np.ndarray]
"""Works a number out of values of subsets, in the last axis."""
MOST: Final = 12
"""Most sources: 4,096 subsets."""


@dataclass(frozen=True, kw_only=True)
class Shapley(Several[Estimate]):
    """Harm by source.

    Attributes:
        value: of each source, its Shapley value; together they are `total`.
        shares: of each source, its Shapley value as a share of all harm.
        but_for: of each source, the share of all harm that would not be without it alone; these need not add up.
        alone: of each source, the harm that there is with it alone.
        together: share of all harm that would not be without any of the sources asked for; None where none were.
        total: harm that would not be without any source.
        unassigned: share of all harm that is left of the total after the but-for shares. Above 0, several sources each
            suffice (overdetermined harm); below 0, several are needed together.
    """

    shares: tuple[Estimate, ...]
    but_for: tuple[Estimate, ...]
    alone: tuple[float, ...]
    together: Estimate | None
    total: float
    unassigned: Estimate


def shapley_values(values: np.ndarray) -> np.ndarray:
    """Shapley values: the mean over all orders of what a source adds when it comes.

    Args:
        values: of each subset of sources, in the last axis. Bit j of a subset's number says whether source j is in it.

    Returns:
        One value a source, in the last axis.
    """
    sources = values.shape[-1].bit_length() - 1
    subsets = np.arange(values.shape[-1])
    sizes = np.array([int(subset).bit_count() for subset in subsets])
    found = []
    for j in range(sources):
        without = subsets[(subsets >> j) & 1 == 0]
        # Of all orders, the share in which exactly this subset comes before source j.
        chance = np.array([factorial(int(s)) * factorial(sources - int(s) - 1) for s in sizes[without]])
        added = values[..., without | 1 << j] - values[..., without]
        found.append(added @ (chance / factorial(sources)))
    return np.stack(found, -1)


def _check(given: Mapping[str, Any]) -> Iterator[Problem]:
    subsets = len(given["values"])
    if subsets < 2 or subsets & (subsets - 1) or subsets > 1 << MOST:
        expected = f"a value of each subset: 2, 4, 8, … or {1 << MOST} values"
        yield Problem(key="values", expected=expected, found=str(subsets))
    elif given["union"] is not None and len(given["union"]) != subsets.bit_length() - 1:
        expected = f"{subsets.bit_length() - 1} sources, as {subsets} subsets have"
        yield Problem(key="union", expected=expected, found=str(len(given["union"])))
    by = given["by_community"]
    if by is not None and not np.allclose(by.sum(0), given["values"], rtol=1e-9, atol=1e-9):
        yield Problem(key="by_community", expected="rows that add up to `values`", found="other sums")


@figure(
    unit="as `values`; shares of all harm",
    source="Shapley, A value for n-person games (1953)",
    undefined=(Reason.NO_HARM,),
    check=_check,
    values=Input("number", "subsets", "harm"),
    by_community=Input("number", "communities × subsets", "harm"),
    union=Input("flag", "sources"),
    seed=Input("count"),
    draws=Input("natural", "", "draws"),
)
def shapley(
    values: np.ndarray,
    by_community: np.ndarray | None = None,
    union: np.ndarray | None = None,
    seed: int = 0,
    draws: int = DRAWS,
) -> Shapley:
    """How much of a harm comes from each source.

    Args:
        values: harm with each subset of the sources in the rules, from none to all. Bit j of a subset's number says
            whether source j is in: 0 none, 1 the first, 2 the second, 3 both.
        by_community: the same by community, for intervals of shares.
        union: sources that are also taken out together.
        seed: which draws of communities.
        draws: how many draws.

    Raises:
        InputError: the number of values is no power of two, or the communities do not add up.
    """
    drawn = None if by_community is None else resampled(by_community, draws, seed)

    def told(of: _Of, *, over_all: bool = True) -> Estimate:
        """A number that is worked out of the values, with what it is in the draws."""
        if over_all and values[-1] == 0:
            return undefined(Reason.NO_HARM)
        first, *rest = (
            quotient(of(each), each[..., -1]) if over_all else of(each) for each in (values, drawn) if each is not None
        )
        return exactly(float(first)) if by_community is None else estimated(float(first), rest[0] if rest else None)

    def lost(mask: int) -> Estimate:
        return told(lambda of: of[..., -1] - of[..., (len(values) - 1) & ~mask])

    sources = range(len(values).bit_length() - 1)
    return Shapley(
        value=tuple(told(partial(_value, j), over_all=False) for j in sources),
        shares=tuple(told(partial(_value, j)) for j in sources),
        but_for=tuple(lost(1 << j) for j in sources),
        alone=tuple(float(values[1 << j] - values[0]) for j in sources),
        together=None if union is None else lost(sum(1 << j for j in sources if union[j])),
        total=float(values[-1] - values[0]),
        unassigned=told(_left),
    )


def _value(j: int, values: np.ndarray) -> np.ndarray:
    """The Shapley value of one source."""
    return np.asarray(shapley_values(values)[..., j])


def _left(values: np.ndarray) -> np.ndarray:
    """The total less what would not be without each source alone."""
    everything = values.shape[-1] - 1
    without = [everything & ~(1 << j) for j in range(everything.bit_length())]
    but_for = sum(values[..., everything] - values[..., rest] for rest in without)
    return np.asarray(values[..., everything] - values[..., 0] - but_for)
