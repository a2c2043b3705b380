"""Every argument of every public function is checked by its type: one InputError names them all, before anything begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import Parameter, isclass, isfunction, signature
from pathlib import Path
from typing import Any

import pytest

import glasshouse as gh
from glasshouse.errors import InputError

FUNCTIONS = [name for name in gh.__all__ if isfunction(getattr(gh, name)) and signature(getattr(gh, name)).parameters]
METHODS = {
    "Simulation": (
        "step",
        "observables",
        "decide",
        "fork",
        "peek",
        "go_back",
        "contacts",
        "history",
        "why",
        "save",
        "open",
    ),
    "Result": ("report", "chart"),
    "Comparison": ("report", "chart"),
    "Sweep": ("report", "chart"),
}


class Odd:
    """What no argument is."""


def _calls() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Public functions and methods by name; of methods, with something in the place of the object."""
    for name in [*FUNCTIONS, "Simulation"]:
        yield name, getattr(gh, name)
    for kind, names in METHODS.items():
        for name in names:
            yield f"{kind}.{name}", getattr(getattr(gh, kind), name)


def _refused(call: Callable[..., Any], wrong: Callable[[str], object]) -> tuple[set[str], set[str]]:
    """The arguments of a call, and those that it refuses when all are wrong."""
    parameters = [each for each in signature(call).parameters.values() if each.name != "self"]
    first = [None] if "self" in signature(call).parameters else []
    several = [each for each in parameters if each.kind is Parameter.VAR_POSITIONAL]
    # What stands before `*several` can only be given by place once there are several.
    before = parameters[: parameters.index(several[0])] if several else []
    placed = [wrong(each.name) for each in [*before, *several]]
    named = {each.name: wrong(each.name) for each in parameters if each not in [*before, *several]}
    with pytest.raises(InputError) as refused:
        call(*first, *placed, **named)
    return {each.name for each in parameters}, {problem.key for problem in refused.value.problems}


@pytest.mark.parametrize("name", [name for name, _ in _calls()])
def test_wrong_types_of_all_arguments_are_named_at_once(name: str) -> None:
    call = dict(_calls())[name]
    arguments, refused = _refused(call, lambda _: 3.5)
    assert refused == arguments
    # What is meant by a name may be any object that the call knows; the call itself says what it does not know.
    arguments, refused = _refused(call, lambda argument: 3.5 if argument in {"source", "by", "variants"} else Odd())
    assert refused == arguments


def test_the_functions_are_all_there() -> None:
    assert {"load", "new", "run", "compare", "sweep", "calibrate", "why", "validate", "rights_audit"} <= set(FUNCTIONS)
    assert not any(isclass(getattr(gh, name)) for name in FUNCTIONS)


@pytest.mark.parametrize(
    "verb", ["load", "run", "compare", "sweep", "calibrate", "why", "inference_attack", "remedies", "portrait"]
)
def test_an_object_that_is_no_scenario_is_refused(verb: str) -> None:
    more = (1,) if verb == "why" else ()
    with pytest.raises(InputError):
        getattr(gh, verb)(Odd(), *more)


@pytest.mark.parametrize("wrong", [{"by": Odd()}, {"by": [1]}])
def test_a_calibration_of_another_kind_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        gh.calibrate("sesame", **wrong)


def test_a_variant_of_another_kind_is_refused() -> None:
    for verb in (gh.compare, gh.sweep):
        with pytest.raises(InputError):
            verb("rongcheng", Odd())


@pytest.mark.parametrize("field", list(gh.Decision.model_fields))
def test_a_decision_refuses_wrong_types(field: str) -> None:
    right: dict[str, Any] = {"citizen": 1, "days": (2, 3), "evade": True}
    gh.Decision(**right)
    with pytest.raises(InputError) as refused:
        gh.Decision(**right | {field: Odd()})
    assert any(field in problem.key for problem in refused.value.problems)


def test_a_generator_is_no_list_since_looking_at_it_would_empty_it() -> None:
    with pytest.raises(InputError) as refused:
        gh.Simulation("rongcheng", observers=(each for each in [Odd()]), panel=iter([1]))
    assert {problem.key for problem in refused.value.problems} == {"observers", "panel"}
    with pytest.raises(InputError, match="settings"):
        gh.load("rongcheng", settings=(each for each in ["seed=1"]))


@pytest.mark.parametrize("call", [gh.run_claims, gh.validate])
def test_names_are_texts(call: Callable[..., Any]) -> None:
    with pytest.raises(InputError, match="as texts"):
        call(Path("mine.toml"))
