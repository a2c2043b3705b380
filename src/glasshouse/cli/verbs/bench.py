"""``glasshouse bench``: how fast this machine runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

import typer

from glasshouse.benchmark.results import measure
from glasshouse.cli.console import wording
from glasshouse.cli.console.options import Json, Reader, Threads, threads_or_all
from glasshouse.cli.console.output import wrapped, write, write_json, write_table
from glasshouse.cli.console.progress import Progress

_TITLES: Final = {
    "ns_per_citizen_day": ("a day of the full model", "ns per citizen"),
    "events_per_citizen_day": ("acts and attempts", "per citizen and day"),
    "bytes_per_citizen": ("memory", "bytes per citizen"),
    "ratio_copy": ("a day, beside copying the state once", "times as long"),
    "ratio_numpy_1e6": ("NumPy, a million citizens, small model", "times as long"),
    "ratio_numpy_1e7": ("NumPy, ten million citizens, small model", "times as long"),
    "ratio_mesa": ("Mesa, small model", "times as long"),
    "warm_start_seconds": ("start with compiled kernels", "s"),
    "cold_start_seconds": ("start with compiling", "s"),
}


def command(
    quick: Annotated[bool, typer.Option("--quick", help="Fewer rounds and days.")] = False,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Measure how fast this machine runs.

    Every figure is the median of several rounds in which the opponents took turns. It takes some minutes and about
    2 GiB of memory.
    """
    reader = Reader()
    used = reader.whole("--threads", threads, 1)
    reader.finish()
    with Progress("bench") as progress:
        found = measure(quick=quick, threads=threads_or_all(used), say=progress.say)
    if json:
        write_json(found)
        return
    write_table(["", "", ""], list(_rows(found)), right=[1], kept=[2])
    for key, reason in (found.get("left_out") or {}).items():
        write(wrapped(f"{_TITLES.get(key, (key,))[0]}: left out. {reason}", "", "  "))
    write()
    write("`glasshouse bench --json` gives all figures with their spread.")


def _rows(found: Mapping[str, Any]) -> Iterator[list[str]]:
    for key, (title, unit) in _TITLES.items():
        value = found.get(key)
        if isinstance(value, Mapping):
            value = value.get("total")
        if value is not None:
            yield [title, wording.decimal(value), unit]
