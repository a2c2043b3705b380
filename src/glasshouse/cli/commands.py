"""The verbs, in the order in which one meets them; each is loaded when it is called."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from glasshouse.errors import InputError, Problem, nearest_name

SECTIONS: Final[dict[str, dict[str, str]]] = {
    "Run a scenario": {
        "run": "Run a scenario and say what became of the society.",
        "compare": "Compare a scenario with its twins: the same people, the same luck, other rules.",
        "sweep": "Run a scenario, alone or with twins, at many points: grids, Latin hypercubes, seeds.",
        "calibrate": "Fit declared free values of a scenario to published figures, and say what cannot be met.",
        "resume": "Finish an interrupted run, to the same bits.",
    },
    "Ask about a run": {
        "runs": "List the runs in a folder.",
        "why": "Explain a citizen's score: rule, record, channel and conduct.",
        "infer": "Guess hidden traits from a run's records, and count who is singled out by a few of them.",
        "report": "Write a run's report as one HTML file and print its path.",
        "chart": "Write one chart of a run as SVG, PNG, PDF or Vega-Lite, or list the charts that it has.",
        "export": "Write the tables of a run, a comparison or a sweep as CSV, Parquet or JSON.",
    },
    "Test the laboratory": {
        "validate": "Compute published results with the laboratory's own mechanisms, and hold them against their targets.",
        "claims": "Put the essay's claims to the test: effect, interval, verdict, and what it hangs on.",
        "audit": "Audit a scheme: what it would do to people, to whom, why, and whether less would do.",
        "remedies": "Try every safeguard and counter-move on a scheme, and say what protects people.",
        "portrait": "Say what kind of society a scheme makes: ten years of four worlds, on a dozen dimensions.",
    },
    "Look and live": {
        "serve": "Open the laboratory in a browser: look into systems, live a year under one, teach with it.",
    },
    "Write something of your own": {
        "new": "Write a small, complete, commented document to begin with: a system, a scheme to audit, a country, and more.",
        "check": "Check documents without running them: what is wrong, what has no effect, what never errs, what is open.",
        "schema": "Print the JSON Schemas of the files that you can write, or of one table, or its keys as text.",
        "upgrade": "Convert documents that were written with names of earlier releases.",
    },
    "Look something up": {
        "list": "List what the library holds, and what documents may name.",
        "show": "Show anything that `list` lists, with units and sources.",
    },
    "Look after the laboratory": {
        "doctor": "Check this machine: what is wrong, and what to do.",
        "bench": "Measure how fast this machine runs.",
    },
}
"""What ``glasshouse --help`` says: sections, and each verb's first line."""

VERBS: Final[dict[str, str]] = {name: line for verbs in SECTIONS.values() for name, line in verbs.items()}


class Verbs(TyperGroup):
    """The group of all verbs. Help needs none of them; a call loads one."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The verbs' names, in the order of the help."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The verb of that name, loaded; None if there is none."""
        return load_verb(cmd_name) if cmd_name in VERBS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The verb that the arguments begin with.

        Raises:
            InputError: there is no such verb; names the nearest one.
        """
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            problem = Problem(
                expected="a verb",
                found=repr(args[0]),
                nearest=nearest_name(args[0], VERBS),
                advice="`glasshouse --help` lists them",
            )
            raise InputError(problem)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the verbs, section by section."""
        for title, verbs in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(list(verbs.items()))


def load_verb(name: str) -> Any:
    """The command of one verb, from the file of its name."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    app.command(name, context_settings=settings)(import_module(f"glasshouse.cli.verbs.{name}").command)
    return typer.main.get_command(app)


@cache
def group() -> Any:
    """The command ``glasshouse``."""
    app = typer.Typer(
        cls=Verbs,
        add_completion=True,
        rich_markup_mode=None,
        subcommand_metavar="VERB ...",
        epilog="`glasshouse VERB --help` says more about a verb. To begin: glasshouse compare rongcheng --with nothing",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(glasshouse)
    return typer.main.get_command(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from glasshouse.cli.console.output import write
        from glasshouse.cli.verbs.version import version

        write(f"glasshouse {version()}")
        raise typer.Exit


def glasshouse(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """A laboratory for social-scoring systems, on synthetic people only."""
