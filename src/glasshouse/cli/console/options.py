"""Options that several verbs share, and how their values are read: every wrong one is reported, not only the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from glasshouse.engine.machine import cores
from glasshouse.errors import InputError, Problem, nearest_name

if TYPE_CHECKING:
    from glasshouse.scenario import Scenario


def _scenarios_that_begin(begun: str) -> list[str]:
    """What a shell may complete to a scenario: names of the library, and TOML files beside it."""
    from glasshouse import library

    files = (str(path) for path in Path().glob("*.toml"))
    return [name for name in (*library.names("scenarios"), *files) if name.startswith(begun)]


def _runs_that_begin(begun: str) -> list[str]:
    """What a shell may complete to a run: folders below ``runs/``, by their paths or their names."""
    named = sorted(path for path in Path("runs").glob("*") if path.is_dir())
    return [form for path in named for form in (str(path), path.name) if form.startswith(begun)]


ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="The name of a scenario or a TOML file.",
        show_default=False,
        autocompletion=_scenarios_that_begin,
    ),
]
RunFolder = Annotated[
    str,
    typer.Argument(
        metavar="RUN",
        help="The folder of a run, or the beginning of its name.",
        show_default=False,
        autocompletion=_runs_that_begin,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "-s", "--set", metavar="KEY=VALUE", help="Change a value of the scenario. Repeatable.", show_default=False
    ),
]
Citizens = Annotated[str | None, typer.Option("--citizens", metavar="N", help="Number of adults, such as 100_000.")]
Days = Annotated[str | None, typer.Option("--days", metavar="D", help="Number of days.")]
Seed = Annotated[str | None, typer.Option("--seed", metavar="S", help="The luck of the run: a whole number.")]
Panel = Annotated[
    str | None, typer.Option("--panel", metavar="I,J,...", help="Citizens of whom everything is kept, such as 1,2,3.")
]
Threads = Annotated[str | None, typer.Option("--threads", metavar="T", help="Threads to use; by default all cores.")]
Workers = Annotated[
    str | None, typer.Option("--workers", metavar="W", help="Processes that share the work; by default all cores.")
]
ExecutorName = Annotated[
    str,
    typer.Option(
        "--executor", metavar="NAME", help="Who carries out the runs: local (this machine) or dask (a cluster)."
    ),
]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="FOLDER", help="The run's folder; by default one named by its digest under runs/."),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Run again even if a complete run of the same inputs is there.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]

_WHOLE = re.compile(r"[+-]?\d+(_\d+)*")
_MOST_DIGITS = 30


def _whole_number(least: int | None, most: int | None) -> str:
    """What is expected of a whole number, in words."""
    if least is None:
        return "a whole number"
    return f"a whole number, {least} or more" if most is None else f"a whole number from {least} to {most}"


class Reader:
    """Reads option values and collects what is wrong with them.

    Attributes:
        problems: what was wrong so far.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def whole(self, option: str, text: str | None, least: int | None = None, most: int | None = None) -> int | None:
        """A whole number; underscores may part its digits. None where nothing was given or it is wrong.

        Args:
            option: the option's name, for messages.
            text: what was given.
            least: the least number that makes sense; None where the scenario checks it.
            most: the greatest, if there is one.
        """
        if text is None:
            return None
        given, expected = text.strip(), _whole_number(least, most)
        if not _WHOLE.fullmatch(given) or len(given) > _MOST_DIGITS:
            advice = "such as 100_000" if option == "--citizens" else None
            self.problems.append(Problem(key=option, expected=expected, found=_shown(given), advice=advice))
            return None
        number = int(given)
        if (least is not None and number < least) or (most is not None and number > most):
            self.problems.append(Problem(key=option, expected=expected, found=given))
            return None
        return number

    def wholes(self, option: str, text: str | None, least: int = 0) -> list[int] | None:
        """Whole numbers parted by commas; None where nothing was given."""
        if text is None:
            return None
        numbers = [self.whole(option, part, least) for part in text.split(",") if part.strip()]
        return [number for number in numbers if number is not None]

    def choice(self, option: str, text: str, valid: tuple[str, ...]) -> str:
        """One of a few words."""
        if text not in valid:
            expected = f"one of {', '.join(valid)}"
            nearest = nearest_name(text, valid)
            self.problems.append(Problem(key=option, expected=expected, found=_shown(text), nearest=nearest))
        return text

    def executor(self, text: str) -> str:
        """The name of who carries out the runs of a sweep."""
        from glasshouse.sweeps.executors import NAMES

        return self.choice("--executor", text, NAMES)

    def finish(self) -> None:
        """Raise what was wrong, if anything was.

        Raises:
            InputError: every problem so far.
        """
        if self.problems:
            raise InputError(dict.fromkeys(self.problems))

    def scenario(
        self,
        source: str,
        settings: list[str] | None,
        *,
        citizens: str | None = None,
        days: str | None = None,
        seed: str | None = None,
        panel: str | None = None,
        variants: Sequence[str] = (),
    ) -> Scenario:
        """The scenario that the options describe.

        Args:
            source: its name or its file.
            settings: ``key=value``, in order.
            citizens: what `--citizens` was given, and so on for the next three.
            days: see above.
            seed: see above.
            panel: see above.
            variants: what `--with` was given; each is tried too.

        Raises:
            InputError: every problem of the options, of the scenario and of the variants, at once.
        """
        numbers = {
            "citizens": self.whole("--citizens", citizens),
            "days": self.whole("--days", days),
            "seed": self.whole("--seed", seed),
        }
        chosen = self.wholes("--panel", panel)
        from glasshouse import scenario as scenarios

        try:
            loaded = scenarios.load(source, settings or [], panel=chosen, **numbers)
        except InputError as error:
            self.problems += [_named_by_option(problem, numbers) for problem in error.problems]
            # The scenario as it ships will do to see whether the variants fit.
            self.problems += _problems_of_variants(source, variants)
            raise InputError(dict.fromkeys(self.problems)) from None
        self.problems += _problems_of_variants(loaded, variants, settings or ())
        self.finish()
        return loaded


def scenario_name(given: str) -> str:
    """What to call a scenario: its name in the library, or its file's."""
    return given.removesuffix(".toml").rpartition("/")[2]


def find_run(given: str) -> Path:
    """The folder of a run: as it was given, or the one in ``runs/`` whose name begins so.

    Raises:
        InputError: several runs' names begin so.
    """
    folder, runs = Path(given), Path("runs")
    if folder.exists() or not given or not runs.is_dir():
        return folder
    found = sorted(entry.name for entry in runs.iterdir() if entry.is_dir() and entry.name.startswith(given))
    if len(found) > 1:
        raise InputError(Problem(key="RUN", expected="the beginning of one run's name", found=f"{', '.join(found)}"))
    return runs / found[0] if found else folder


def threads_or_all(number: int | None) -> int:
    """The number of threads asked for, or one for each core that this process may use."""
    return cores() if number is None else number


def _problems_of_variants(
    source: str | Scenario, variants: Sequence[str], settings: Sequence[str] = ()
) -> Iterator[Problem]:
    """What is wrong with every variant, not only with the first.

    Where the scenario itself cannot be read, only names are tried: whether a change fits nobody can tell.
    """
    from glasshouse import scenario as scenarios

    base, tried = _base_of(source, variants)
    for given in tried:
        try:
            scenarios.variant(base, given.strip(), settings)
        except InputError as error:
            for problem in error.problems:
                key = "--with" if problem.file is None and not problem.key else problem.key
                yield replace(problem, key=key)


def _base_of(source: str | Scenario, variants: Sequence[str]) -> tuple[Scenario, list[str]]:
    """The scenario that variants are tried on, and those of them that can be."""
    from glasshouse import scenario as scenarios

    if not isinstance(source, str):
        return source, list(variants)
    try:
        return scenarios.load(source), list(variants)
    except InputError:
        named = [given for given in variants if "=" not in given and not scenarios.is_path(given.strip())]
        return scenarios.load("nothing"), named


def _named_by_option(problem: Problem, numbers: dict[str, int | None]) -> Problem:
    """Name the option instead of the scenario's key where the value came from one."""
    if problem.file is None and numbers.get(problem.key) is not None:
        return replace(problem, key=f"--{problem.key}")
    if problem.file is None and problem.key.startswith("panel"):
        return replace(problem, key="--panel")
    return problem


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
