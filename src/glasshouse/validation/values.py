"""Reading a case's parameters as a user types them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.validation.case import Case
from glasshouse.validation.catalogue import cases


def chosen(names: Sequence[str], settings: Sequence[str]) -> tuple[list[Case], dict[str, float]]:
    """The cases of those names (all, if none is named), and the values that were set.

    Args:
        names: names of cases.
        settings: ``parameter=value``; only with exactly one case, because parameters are its own.

    Raises:
        InputError: every unknown name, unknown parameter and wrong value, at once.
    """
    known = cases()
    problems = [_unknown_case(name) for name in names if name not in known]
    found = [known[name] for name in dict.fromkeys(names) if name in known]
    values: dict[str, float] = {}
    if settings and len(names) != 1:
        problems.append(_needs_one_case(names))
    elif settings and found:
        problems += _read(found[0], settings, values)
    if problems:
        raise InputError(problems)
    return found or list(known.values()), values


def _needs_one_case(names: Sequence[str]) -> Problem:
    named = "none" if not names else f"{len(names)} cases"
    advice = "`glasshouse show CASE` lists its parameters"
    return Problem(key="-s", expected="exactly one case to set parameters of", found=named, advice=advice)


def checked(case: Case, values: Mapping[str, float]) -> dict[str, float]:
    """All parameters of a case, some of them as given.

    Raises:
        InputError: every unknown parameter and value that makes no sense, at once.
    """
    found: dict[str, float] = {}
    problems = list(_read(case, [f"{name}={value!r}" for name, value in values.items()], found))
    if problems:
        raise InputError(problems)
    return case.complete(found)


def _read(case: Case, settings: Sequence[str], values: dict[str, float]) -> Iterator[Problem]:
    for setting in settings:
        name, equals, text = setting.partition("=")
        name = name.strip()
        parameter = case.parameters.get(name)
        if not equals:
            yield Problem(key="-s", expected="PARAMETER=VALUE", found=repr(setting))
        elif parameter is None:
            yield Problem(
                key=name, expected=f"one of {', '.join(case.parameters)}", found="an unknown parameter",
                nearest=nearest_name(name, case.parameters), advice=f"`glasshouse show {case.name}` says what they mean",
            )  # fmt: skip
        else:
            value = _number(text.strip())
            if value is None or not parameter.admits(value):
                yield Problem(key=name, expected=parameter.expected, found=repr(text.strip()))
            else:
                values[name] = value


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _unknown_case(name: str) -> Problem:
    nearest = nearest_name(name, cases())
    return Problem(key="CASE", expected="the name of a case", found=repr(name), nearest=nearest,
                   advice="`glasshouse list cases` lists them")  # fmt: skip
