"""Points: the design that grids and a Latin hypercube make together, with every mistake reported at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario
from glasshouse.sweeps.design import Design, cross
from glasshouse.sweeps.grid import read_grid
from glasshouse.sweeps.latin_hypercube import latin_hypercube
from glasshouse.sweeps.ranges import ranges


def read_design(
    scenario: Scenario, grids: Sequence[str] = (), lhs: int | None = None, over: Sequence[str] = ()
) -> Design:
    """The design that is asked for; without anything, one point that sets nothing.

    Args:
        scenario: whose values are varied; its seed is that of the hypercube.
        grids: ``key=a:b:step`` or ``key=value,value,...``; several cross.
        lhs: number of points of a Latin hypercube; crosses with the grids.
        over: what the hypercube ranges over; see `glasshouse.sweeps.ranges.ranges`.

    Raises:
        InputError: anything wrong, all at once.
    """
    designs: list[Design] = []
    problems: list[Problem] = []
    for text in grids:
        try:
            designs.append(read_grid(text))
        except InputError as error:
            problems += error.problems
    if lhs is None and over:
        problems.append(
            Problem(key="--over", expected="a number of points beside it", found="none", advice="say --lhs N")
        )
    if lhs is not None:
        try:
            options = ("--lhs", str(lhs), *(word for each in over for word in ("--over", each)))
            designs.append(replace(latin_hypercube(ranges(scenario, over), lhs, scenario.seed), options=options))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return cross(designs)
