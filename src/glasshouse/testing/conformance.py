"""Whether a form of scoring fits the laboratory: the conformance suite for other people's forms.

In a test of one's own::

    from glasshouse.testing.conformance import problems_of_form

    def test_the_form_fits():
        assert problems_of_form("my_package.strikes:FORM", "strict.toml") == []

or in a shell: ``python -m glasshouse.testing.conformance my_package.strikes:FORM strict.toml``. The example is a system of that
form, as in a file of the library. It is put beside the library's Rongcheng points in a society of 700 people for 12 days.
Whoever has written a plain twin of the form (`glasshouse.testing.plain.forms.Twin`) names it as a third argument.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse import scenario
from glasshouse.documents.strict import validate_document
from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.engine.chunks import Scratch
from glasshouse.engine.world import World
from glasshouse.errors import GlasshouseError
from glasshouse.kernels.compilation import is_compiled
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import SCORE_HIGHEST
from glasshouse.schema.limits import LANES
from glasshouse.scoring.forms.form import AnyForm, Form
from glasshouse.scoring.forms.registry import forms
from glasshouse.scoring.systems import System
from glasshouse.testing.plain.forms import TWINS, Twin
from glasshouse.testing.promises import explanations_add_up, safeguards_are_kept, scale_is_kept, twin_agrees

PEOPLE, DAYS, HALF = 700, 12, 5
_NAME = "candidate"
_MODULE = "glasshouse.testing.conformance"
"""This module's name; started as a program, it goes by another."""
Example = Mapping[str, Any] | str | Path


def problems_of_form(form: AnyForm | str, example: Example, twin: Twin | str | None = None) -> list[str]:
    """Everything in which a form does not fit, a sentence each; empty if it conforms.

    Args:
        form: the form, or where to find it, ``module:NAME``. Only where it is named can it also be tried without the
            compiler.
        example: a system of that form: a table, or a TOML file.
        twin: its plain twin, or where to find it, if there is one.
    """
    found, table = load_form(form), _table(example)
    with _installed(found, load_twin(twin) if twin else None):
        broken = list(_problems_of_shape(found))
        if broken:
            return broken
        try:
            whole = _town(table)
        except GlasshouseError as error:
            return [f"the example cannot be read: {error}"]
        found_wrong = [line for check in CHECKS for line in check(whole, table)]
        found_wrong += [line for promise in PROMISES for line in promise(whole, _NAME)]
        found_wrong += twin_agrees(whole, _NAME) if twin else ()
        return found_wrong + list(_without_compiler(form, example, whole))


def load_form(form: AnyForm | str) -> AnyForm:
    """A form by its place ``module:NAME``; one that is a form already is returned as it is.

    Raises:
        TypeError: what stands there is no form.
    """
    found = _load(form, "FORM") if isinstance(form, str) else form
    if not isinstance(found, Form):
        raise TypeError(f"expected a glasshouse.scoring.forms.form.Form, found {type(found).__name__}")
    return found


def load_twin(twin: Twin | str) -> Twin:
    """A plain twin by its place ``module:NAME``; one that is a twin already is returned as it is.

    Raises:
        TypeError: what stands there is no twin.
    """
    found = _load(twin, "TWIN") if isinstance(twin, str) else twin
    if not isinstance(found, Twin):
        raise TypeError(f"expected a glasshouse.testing.plain.forms.Twin, found {type(found).__name__}")
    return found


def _load(place: str, usual: str) -> object:
    module, _, name = place.partition(":")
    found: object = getattr(importlib.import_module(module), name or usual)
    return found


@contextmanager
def _installed(form: AnyForm, twin: Twin | None = None) -> Iterator[None]:
    """The form among the installed ones, whether or not its package offers an entry point, and its twin with it."""
    known, before, twins = forms(), dict(forms()), dict(TWINS)
    known[form.name] = form
    if twin is not None:
        TWINS[form.name] = twin
    try:
        yield
    finally:
        known.clear()
        known.update(before)
        TWINS.clear()
        TWINS.update(twins)


def _table(example: Example) -> dict[str, Any]:
    if isinstance(example, Mapping):
        return dict(example)
    return parse_toml(read_text(Path(example)), str(example))


def _town(table: Mapping[str, Any] | None, *settings: str) -> Scenario:
    """A small town under Rongcheng's points, with the example, published every four days, beside them."""
    base = scenario.load("rongcheng", settings, citizens=PEOPLE, days=DAYS, seed=5, panel=())
    if table is None:
        return base
    document = base.model_dump(mode="json", exclude_none=True)
    document["systems"][_NAME] = {**table, "publish_every": 4, "publish_on": 1}
    return validate_document(document, Scenario)


def _problems_of_shape(form: AnyForm) -> Iterator[str]:
    configuration: Any = form.configuration
    if not (isinstance(configuration, type) and issubclass(configuration, System)):
        yield "its configuration is not a glasshouse.scoring.systems.System"
        return
    field = configuration.model_fields.get("form")
    if field is None or form.name not in getattr(field.annotation, "__args__", ()):
        yield f"its configuration must say `form: Literal[{form.name!r}]`"
    kernels: Any = form.kernels()
    if len(kernels) != 3:
        yield "it must have three kernels: begin, judge, publish"
        return
    for word, kernel in zip(("begin", "judge", "publish"), kernels, strict=True):
        if len(inspect.signature(kernel).parameters) != 7:
            yield f"its kernel {word!r} must take (records, system, ledger, cases, system_counts, day, c) and nothing else"


def _lived(one: Scenario, days: int = DAYS, chunks: int = 1) -> World:
    world = World(one, chunks=chunks)
    for chunk in world.chunks:  # as if each were another thread's
        chunk.scratch = Scratch()
    for _ in range(days):
        world.step()
    return world


def _number(world: World) -> int:
    return world.encoded.system_names.index(_NAME)


def _ledger(world: World) -> np.ndarray:
    return np.asarray(world.ledgers[_number(world)])


def _accounts(whole: Scenario, _: Mapping[str, Any]) -> Iterator[str]:
    """Accounts are opened at the beginning, and a form neither closes nor adds any."""
    world = World(whole)
    there = np.arange(LANES) < np.asarray(world.society["people"])[:, None]
    before = _ledger(world)["published"] != 0
    if (before & ~there).any():
        yield "it opens accounts for nobody: use the records' `people` and `member`"
    for _day in range(DAYS):
        world.step()
    published = _ledger(world)["published"]
    if ((published != 0) != before).any():
        yield "it closes accounts or adds some: a published code of 0 means no account, a member's is 1 or more"
    if published.max() > SCORE_HIGHEST:
        yield "it publishes codes above 65,534"


def _rhythm(whole: Scenario, _: Mapping[str, Any]) -> Iterator[str]:
    """Between its days of publication nothing published changes."""
    world = World(whole)
    s = _number(world)
    for _day in range(DAYS):
        due, before = world.is_due(s), _ledger(world)["published"].copy()
        world.step()
        if not due and not np.array_equal(before, _ledger(world)["published"]):
            yield "it changes published codes on a day on which it does not publish"
            return


def _others(whole: Scenario, _: Mapping[str, Any]) -> Iterator[str]:
    """What it judges changes no other system and, while nobody reacts, nobody's conduct."""
    quiet = whole.model_copy(update={"response": whole.response.model_copy(update={"enabled": False})})
    alone = quiet.model_copy(update={"systems": {n: s for n, s in quiet.systems.items() if n != _NAME}})
    worlds, digests = [World(quiet), World(alone)], ([], [])  # type: tuple[list[World], tuple[list[int], list[int]]]
    for world, seen in zip(worlds, digests, strict=True):
        for _day in range(DAYS):
            seen.append(int(world.step().day_counts["conduct"]))
    if digests[0] != digests[1]:
        yield "people behave otherwise although nobody reacts: a kernel writes where it must not"
    for name in alone.systems:
        ours, theirs = (np.asarray(w.ledgers[w.encoded.system_names.index(name)]) for w in worlds)
        if not np.array_equal(ours, theirs):
            yield f"the scores of {name!r} are others beside it: it writes into the records or in another's cases"


def _chunks(whole: Scenario, _: Mapping[str, Any]) -> Iterator[str]:
    """The same bits in one chunk of communities and in three."""
    if not np.array_equal(_ledger(_lived(whole)), _ledger(_lived(whole, chunks=3))):
        yield "its scores depend on how communities are cut into chunks: it keeps something between calls"


def _resuming(whole: Scenario, _: Mapping[str, Any]) -> Iterator[str]:
    """The same bits when a run is stopped and goes on."""
    first, second = _lived(whole, HALF), World(whole)
    second.restore({name: np.array(table) for name, table in first.state().items()}, HALF)
    for _day in range(HALF, DAYS):
        second.step()
    if not np.array_equal(_ledger(_lived(whole)), _ledger(second)):
        yield "a run that is stopped and goes on gives other scores: it keeps something outside its ledger"


CHECKS: tuple[Callable[[Scenario, Mapping[str, Any]], Iterator[str]], ...] = (
    _accounts, _rhythm, _others, _chunks, _resuming,
)  # fmt: skip

PROMISES: tuple[Callable[[Scenario, str], Iterator[str]], ...] = (
    scale_is_kept, safeguards_are_kept, explanations_add_up,
)  # fmt: skip


def ledger_digest(form: AnyForm | str, example: Example) -> str:
    """A hash of the ledger of a form's example after a few days of two communities."""
    with _installed(load_form(form)):
        small = _town(_table(example)).model_copy(update={"citizens": 300})
        return hashlib.sha256(_ledger(_lived(small, 3)).tobytes()).hexdigest()


def _without_compiler(form: AnyForm | str, example: Example, whole: Scenario) -> Iterator[str]:
    """The same bits as plain Python."""
    if not isinstance(form, str) or isinstance(example, Mapping) or not is_compiled():
        return
    command = [sys.executable, "-m", _MODULE, form, str(example), "--digest"]
    plain = subprocess.run(
        command, env={**os.environ, "NUMBA_DISABLE_JIT": "1"}, capture_output=True, text=True, check=False
    )
    if plain.returncode:
        yield f"without the compiler it fails: {(plain.stderr.strip().splitlines() or ['no word'])[-1]}"
    elif plain.stdout.strip() != ledger_digest(form, example):
        yield "without the compiler it gives other bits: wrap every constant, as np.float32(0.5)"


def main(arguments: list[str]) -> int:
    """Check a form from the shell; 0 if it conforms, 1 if not, 2 for wrong arguments."""
    places = [each for each in arguments if each != "--digest"]
    if not 2 <= len(places) <= 3:
        sys.stderr.write("usage: python -m glasshouse.testing.conformance module:FORM example.toml [module:TWIN]\n")
        return 2
    form, example = places[:2]
    if "--digest" in arguments:
        sys.stdout.write(ledger_digest(form, example) + "\n")
        return 0
    found = problems_of_form(form, example, places[2] if len(places) == 3 else None)
    sys.stdout.write("".join(f"{form}: {line}\n" for line in found) or f"{form} conforms\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
