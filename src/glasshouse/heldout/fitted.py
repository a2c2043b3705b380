"""Which figures of an experiment are no test: those that a value of its worlds was set by."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from glasshouse.errors import Problem
from glasshouse.heldout.experiment import Experiment, library_figures, refused
from glasshouse.scenario import Scenario
from glasshouse.scenario.origins import quantities


def fitted_figures(name: str, experiment: Experiment, worlds: Sequence[Scenario]) -> Iterator[Problem]:
    """Figures of an experiment by which a value of its own worlds was set: no test, whatever their file says.

    Args:
        name: the experiment's name.
        experiment: the experiment.
        worlds: its scenario and those beside it.
    """
    set_by = {quantity.fact for each in worlds for _, quantity in quantities(each) if quantity.fact}
    fitted = {called for each in worlds for called in each.fitted}
    for called, figure in experiment.figures.items():
        for path in figure.facts:
            if _is_behind(path, set_by):
                yield refused(f"{name}.{called}", f"{path}, which a value of the scenario was set by")
    for called in experiment.published:
        if called in fitted or any(_is_behind(path, set_by) for path in library_figures()[called].facts):
            yield refused(f"{name}.{called}", "a figure that a value of the scenario was set by")


def _is_behind(path: str, set_by: Collection[str]) -> bool:
    """Whether values were set by a figure, by a part of it, or by what it is a part of.

    Another part of the same fact, such as the stock of another year, is another figure.
    """
    return any(f"{each}.".startswith(f"{path}.") or f"{path}.".startswith(f"{each}.") for each in set_by)
