"""``python -m glasshouse.benchmark [--quick]``, or a part alone: ``--help`` names them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from glasshouse.scenario import load


def main(words: list[str]) -> None:
    """Measure what the words ask for; results go to stdout, progress to stderr."""
    asked = _parser().parse_args(words)
    if asked.part is None:
        from glasshouse.benchmark.results import measure

        def say(line: str) -> None:
            sys.stderr.write(f"{line}\n")

        found = measure(quick=asked.quick, say=say)
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
        return
    for line in _PARTS[asked.part](asked):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _stages(asked: argparse.Namespace) -> Iterator[str]:
    from glasshouse.benchmark.stages import describe, stage_costs

    scenario = load(asked.scenario, citizens=asked.citizens, panel=())
    yield describe(stage_costs(scenario, rounds=asked.rounds))


def _jobs(asked: argparse.Namespace) -> Iterator[str]:
    from glasshouse.benchmark.jobs import describe_jobs, job_costs

    yield describe_jobs(job_costs(asked.scenario, asked.points))


def _societies(asked: argparse.Namespace) -> Iterator[str]:
    from glasshouse.benchmark.societies import describe_society, society_costs

    for costs in society_costs(asked.scenario, asked.citizens, asked.rounds):
        yield describe_society(costs)


_PARTS = {"stages": _stages, "jobs": _jobs, "societies": _societies}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m glasshouse.benchmark", description="Measure the engine.")
    parser.add_argument("--quick", action="store_true", help="small worlds; without a part")
    parts = parser.add_subparsers(dest="part", title="parts", description="Without one, the whole is measured.")
    jobs = parts.add_parser("jobs", help="a job of a sweep")
    jobs.add_argument("scenario", nargs="?", default="national")
    jobs.add_argument("points", nargs="?", type=int, default=16)
    for name, what in (("stages", "the stages of a day"), ("societies", "each country that ships")):
        part = parts.add_parser(name, help=what)
        part.add_argument("scenario", nargs="?", default="rongcheng")
        part.add_argument("citizens", nargs="?", type=int, default=1_000_000)
        part.add_argument("rounds", nargs="?", type=int, default=5)
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
