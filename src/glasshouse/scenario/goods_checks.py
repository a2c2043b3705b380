"""What must hold for goods of which there are too few, and for debts."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.conduct.encoding import is_frequent
from glasshouse.conduct.owing import Debt
from glasshouse.consequences.goods import Good
from glasshouse.errors import Problem, nearest_name
from glasshouse.kernels.randomness import key_of
from glasshouse.scenario.parts import Parts
from glasshouse.schema.limits import DEBTS, GOODS
from glasshouse.scoring.forms.registry import capabilities_of
from glasshouse.scoring.forms.surroundings import unknown_name


def problems_of_goods(parts: Parts) -> Iterator[Problem]:
    """Everything about goods that does not fit the rest of the scenario, or itself."""
    yield from _check_names("goods", parts, GOODS)
    for name, good in parts.goods.items():
        key = f"goods.{name}"
        yield from unknown_name(f"{key}.kind", good.kind, parts, "conduct")
        kind = parts.conduct.get(good.kind)
        if kind is not None and (kind.type != "attempt" or kind.needs == "firm"):
            yield Problem(key=f"{key}.kind", expected="an attempt of people", found=repr(good.kind))
        yield from _check_system(key, good, parts)


def _check_system(key: str, good: Good, parts: Parts) -> Iterator[Problem]:
    """What goes by a score or a band needs a system that has them; what goes by neither needs none."""
    goes_by = good.given in ("score", "band")
    if not goes_by and good.system is not None:
        expected = f"no system, since it is given by {good.given!r}"
        yield Problem(key=f"{key}.system", expected=expected, found=repr(good.system))
    if goes_by and good.system is None:
        yield Problem(
            key=f"{key}.system", expected=f"the name of the system whose {good.given} counts", found="nothing"
        )
    if good.system is None:
        return
    yield from unknown_name(f"{key}.system", good.system, parts, "systems")
    system = parts.systems.get(good.system)
    if system is not None and (not capabilities_of(system).judges or system.account_holders == "firms"):
        expected = "a system that judges people"
        yield Problem(key=f"{key}.system", expected=expected, found=repr(good.system))


def problems_of_debts(parts: Parts) -> Iterator[Problem]:
    """Everything about debts that does not fit the rest of the scenario, or itself."""
    yield from _check_names("debts", parts, DEBTS)
    for name, debt in parts.debts.items():
        key = f"debts.{name}"
        if (debt.kind is None) == (debt.measure is None):
            found = "neither" if debt.kind is None else "both"
            yield Problem(key=key, expected="a `kind` or a `measure` that puts it on people", found=found)
        yield from _check_measure(f"{key}.measure", debt, parts)
        for field in ("kind", "default_kind"):
            yield from _check_kind(f"{key}.{field}", getattr(debt, field), parts)
        if debt.default_kind is not None and not debt.patience:
            expected = "1 or more: without it nobody defaults"
            yield Problem(key=f"{key}.patience", expected=expected, found=str(debt.patience))
        if debt.instalment.value == 0:
            yield Problem(key=f"{key}.instalment", expected="more than 0: a debt ends by payment", found="0")


def _check_kind(key: str, name: str | None, parts: Parts) -> Iterator[Problem]:
    """Rarer kinds of people: frequent ones are drawn for everybody at once, and nobody's default could be among them."""
    if name is None:
        return
    yield from unknown_name(key, name, parts, "conduct")
    kind = parts.conduct.get(name)
    if kind is not None and (is_frequent(kind) or kind.needs == "firm"):
        expected = "a rarer kind, which no firm does"
        yield Problem(key=key, expected=expected, found=repr(name))


def _check_measure(key: str, debt: Debt, parts: Parts) -> Iterator[Problem]:
    if debt.measure is None:
        return
    name, _, measure = debt.measure.partition(".")
    system = parts.systems.get(name)
    if name not in parts.names("systems"):
        nearest = nearest_name(name, parts.names("systems"))
        yield Problem(key=key, expected="`system.measure` of this scenario", found=repr(debt.measure), nearest=nearest)
    elif system is not None and measure not in system.measures:
        nearest = nearest_name(measure, system.measures)
        expected = f"the name of a measure of {name!r} after the dot"
        yield Problem(key=key, expected=expected, found=repr(measure), nearest=nearest)


def _check_names(section: str, parts: Parts, most: int) -> Iterator[Problem]:
    names = parts.names(section)
    if len(names) > most:
        yield Problem(key=section, expected=f"at most {most} {section}", found=str(len(names)))
    if len({key_of(name) for name in names}) < len(names):
        yield Problem(key=section, expected="names that share no luck", found="two with the same key")
