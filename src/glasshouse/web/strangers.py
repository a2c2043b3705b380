"""Scenarios from strangers: a document or settings that came in a request, within limits, with names of the library only.

Nothing that a request names is looked for on a disk. What is too large is refused before it is worked out, since the time
that checking takes grows with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from glasshouse import library
from glasshouse.documents.toml import parse_toml
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.scenario import Scenario, load, variant
from glasshouse.scenario.loading import Reading
from glasshouse.scenario.lookup import Layer, layers, only_library
from glasshouse.scenario.merging import Source
from glasshouse.scenario.setting_text import read_setting
from glasshouse.scenario.variants import LADDER

MOST_BYTES: Final = 65_536
"""Bytes of the longest document, and of all settings together."""
DEEPEST: Final = 8
"""Most tables or lists inside each other, the document itself not counted. No scenario of the library has more."""
MOST_VALUES: Final = 4_000
"""Most tables, lists and values of a document."""
MOST_SETTINGS: Final = 200
MOST_NAMES: Final = 100
"""Most names in a list of conduct, channels or holders."""
MOST_SYSTEMS: Final = 24
MOST_LATER: Final = 12
MOST_REFORMS: Final = 12
MOST_CITIZENS: Final = 1_000_000
MOST_CITIZEN_DAYS: Final = 400_000_000
SEEDS: Final = 2**53
"""Seeds that a page can be told: JSON has no whole numbers of its own, and a browser rounds from here on."""
MOST_TOLD: Final = 50
"""Most problems that are told."""
_LONGEST: Final = 120
"""Letters of what was found that are told."""
_DEPTH: Final = f"at most {DEEPEST} tables or lists inside each other"
_STRING: Final = re.compile(r""""(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_LONG_KEY: Final = re.compile(r"""(?:\.[^.\s="'{},\[\]]*\s*){33}""")
_HALF: Final = re.compile("[\ud800-\udfff]")

_LISTS: Final[Mapping[str, int]] = {
    "systems": MOST_SYSTEMS,
    "conduct": MOST_NAMES,
    "channels": MOST_NAMES,
    "holders": MOST_NAMES,
    "later": MOST_LATER,
    "reforms": MOST_REFORMS,
    "panel": MOST_NAMES,
    "remove": MOST_NAMES,
    "fitted": MOST_NAMES,
    "other_luck": MOST_NAMES,
}
"""The most entries of each list or table of a scenario."""


def load_text(
    text: str | None,
    base: str | None,
    settings: Sequence[str] = (),
    *,
    citizens: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    any_size: bool = False,
) -> Scenario:
    """A scenario from a document or a name that a request sent.

    Args:
        text: the document, as TOML; or None.
        base: the name of a scenario of the library, in place of a document; or None.
        settings: changes as ``key.path=value``.
        citizens: number of adults, in place of the scenario's own.
        days: number of days.
        seed: the luck.
        any_size: whether its own people and days do not matter, since it is to be lived at another size.

    Raises:
        InputError: everything that is wrong or too large; no message names a file.
    """
    given = {"citizens": citizens, "days": days, "seed": seed}
    # Sizes come first: 300 later changes would take half a minute to be found wanting.
    data = _read(text, base, settings)
    with only_library():
        scenario = _told_without_files(lambda: _resolved(data, base, settings, given))
    too_long = [] if any_size else _too_long(scenario.citizens, scenario.days)
    problems = [*_too_many_parts(scenario), *too_long, *_too_great(scenario.seed)]
    if problems:
        raise InputError(problems)
    return scenario


def beside(base: Scenario, name: str, settings: Sequence[str] = ()) -> Scenario:
    """A twin that a request asked for: ``nothing``, ``sensing``, ``scoring``, a scenario of the library, or ``key=value``.

    Args:
        base: the scenario to vary.
        name: which twin.
        settings: changes that the base was made with.

    Raises:
        InputError: there is no such twin, or it does not fit; no message names a file.
    """
    check_twin(name)
    with only_library():
        made = _told_without_files(lambda: variant(base, name, settings))
    _raise_any([*_too_many_parts(made)])
    return made


def check_twin(name: str) -> None:
    """See whether a twin may be asked for, before anything is looked up.

    Args:
        name: which twin.

    Raises:
        InputError: no scenario of that name, or a setting outside the limits.
    """
    if name in LADDER or name in library.names("scenarios"):
        return
    if "=" not in name:
        nearest = nearest_name(name, [*LADDER, *library.names("scenarios")])
        expected = "'nothing', 'sensing', 'scoring', a scenario of the library or key=value"
        raise InputError(Problem(key="with", expected=expected, found=_short(repr(name)), nearest=nearest))
    _raise_any([*_setting_problems([name])])


def read_document(text: str) -> dict[str, Any]:
    """A document as plain data, if it keeps to the limits.

    Raises:
        InputError: no TOML, or too long, too deep or too much of something; lists every problem.
    """
    _raise_any([*_text_problems(text)])
    data = parse_toml(text)
    _raise_any([*_too_large(data, ""), *_long_lists(data, "")])
    return data


def _text_problems(text: str, key: str = "") -> Iterator[Problem]:
    """What is wrong with a text before it is read as TOML: the parser's time grows with the square of a key's parts."""
    size = len(text.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        yield Problem(key=key, expected=f"at most {MOST_BYTES // 1024} kB", found=f"{size / 1024:.1f} kB")
    elif _LONG_KEY.search(_STRING.sub("", text)):
        yield Problem(key=key, expected=_DEPTH, found="a key of many parts")
    elif _HALF.search(text):
        yield Problem(key=key, expected="UTF-8 text", found="half of a character")


def _read(text: str | None, base: str | None, settings: Sequence[str]) -> dict[str, Any] | None:
    """The document, if there is one; all that can be said before anything is looked up.

    Raises:
        InputError: a document, a name or settings outside the limits.
    """
    problems = [*_setting_problems(settings)]
    if (text is None) == (base is None):
        found = "neither" if text is None else "both"
        problems.append(Problem(key="base", expected="a scenario of the library or a document", found=found))
    elif base is not None and base not in library.names("scenarios"):
        nearest = nearest_name(base, library.names("scenarios"))
        expected = "the name of a scenario of the library"
        problems.append(Problem(key="base", expected=expected, found=_short(repr(base)), nearest=nearest))
    data = None
    if text is not None:
        try:
            data = read_document(text)
        except InputError as error:
            problems += error.problems
    _raise_any(problems)
    return data


def _resolved(
    data: Mapping[str, Any] | None, base: str | None, settings: Sequence[str], given: Mapping[str, int | None]
) -> Scenario:
    if data is None:
        return load(str(base), settings, citizens=given["citizens"], days=given["days"], seed=given["seed"])
    reading = _begun(data, given)
    for setting in settings:
        reading.setting(setting)
    for name, value in given.items():
        if value is not None:
            reading.draft.put((name,), value, Source(None, (name,)))
    try:
        return reading.finish()
    except InputError as error:
        raise InputError([*error.problems, *_size_problems(data, given)]) from None


def _begun(data: Mapping[str, Any], given: Mapping[str, int | None]) -> Reading:
    """What a document says, laid over what it extends.

    Raises:
        InputError: there is no such scenario.
    """
    reading = Reading()
    own = {key: value for key, value in data.items() if key != "extends"}
    extends = data.get("extends")
    try:
        below = layers("scenarios", extends) if isinstance(extends, str) else []
    except InputError as error:
        _raise_any([*(replace(each, key="extends") for each in error.problems), *_size_problems(data, given)])
    for layer in below:
        reading.apply(layer)
    # An `extends` that is no text is left in the document, so that reading it says what is wrong.
    kept = {"extends": extends} if extends is not None and not isinstance(extends, str) else {}
    reading.apply(Layer("document", {**own, **kept}, None, "", None))
    return reading


def _told_without_files(made: Callable[[], Scenario]) -> Scenario:
    """What a call makes; its problems without the names of files, each once and none too long."""
    try:
        return made()
    except InputError as error:
        told = dict.fromkeys(
            replace(
                each, file=None, key=_short(each.key), found=each.found and _short(each.found), advice=_for_a_page(each)
            )
            for each in error.problems
        )
        raise InputError([*told][:MOST_TOLD]) from None


def _for_a_page(problem: Problem) -> str | None:
    """Advice for whoever sits before a page: none that only helps at a command line."""
    return None if problem.advice and "`glasshouse " in problem.advice else problem.advice


def _setting_problems(settings: Sequence[str]) -> Iterator[Problem]:
    size = sum(len(each) for each in settings)
    if len(settings) > MOST_SETTINGS or size > MOST_BYTES:
        expected = f"at most {MOST_SETTINGS} settings of {MOST_BYTES // 1024} kB together"
        yield Problem(key="settings", expected=expected, found=f"{len(settings)} of {size / 1024:.0f} kB")
        return
    for each in settings:
        yield from _of_setting(each)


def _of_setting(text: str) -> Iterator[Problem]:
    key, _, value = (_short(part.strip()) for part in text.partition("="))
    problems = [*_text_problems(text, "settings")]
    if problems or key.count(".") > DEEPEST:
        yield from problems or [Problem(key=key, expected=_DEPTH, found="more")]
        return
    try:
        keys, said = read_setting(text)
    except InputError as error:
        for each in error.problems:
            yield replace(each, key=_short(each.key), found=_short(each.found or "nothing"))
    except (RecursionError, ValueError):  # Python converts no number with more than some thousand digits
        yield Problem(key=key, expected=f"a value of ordinary size, {_DEPTH}", found=value)
    else:
        yield from _too_large(said, ".".join(keys))
        if len(keys) == 1:
            yield from _long_lists({keys[0]: said}, "")


def _too_large(data: object, key: str) -> Iterator[Problem]:
    """What of a document is too deep or too much."""
    waiting, count = [(0, data)], 0
    while waiting:
        depth, here = waiting.pop()
        count += 1
        if depth > DEEPEST and isinstance(here, Mapping | list):
            yield Problem(key=key, expected=_DEPTH, found="more")
            return
        inner = here.values() if isinstance(here, Mapping) else here if isinstance(here, list) else ()
        waiting += [(depth + 1, each) for each in inner]
    if count > MOST_VALUES:
        yield Problem(key=key, expected=f"at most {MOST_VALUES:,} tables, lists and values", found=f"{count:,}")


def _long_lists(data: Mapping[str, Any], above: str) -> Iterator[Problem]:
    """Lists of a document, also of what it writes or changes itself, that have too many entries."""
    for name, most in _LISTS.items():
        said = data.get(name)
        if isinstance(said, Mapping | list) and len(said) > most:
            yield Problem(key=f"{above}{name}", expected=f"at most {most}", found=str(len(said)))
    for name in ("new", "change"):
        if not above and isinstance(data.get(name), Mapping):
            yield from _long_lists(data[name], f"{name}.")


def _too_many_parts(scenario: Scenario) -> Iterator[Problem]:
    """What has become too much by all that was laid over each other."""
    for name, most in (("systems", MOST_SYSTEMS), ("later", MOST_LATER), ("reforms", MOST_REFORMS)):
        count = len(getattr(scenario, name))
        if count > most:
            yield Problem(key=name, expected=f"at most {most}", found=str(count))


def _size_problems(data: Mapping[str, Any], given: Mapping[str, int | None]) -> Iterator[Problem]:
    """Whether a document that could not be read is too large as well, as far as it says."""
    citizens, days = ((given[name] if given[name] is not None else data.get(name)) for name in ("citizens", "days"))
    if isinstance(citizens, int):
        yield from _too_long(citizens, days if isinstance(days, int) else 1)


def _too_long(citizens: int, days: int) -> Iterator[Problem]:
    if citizens > MOST_CITIZENS:
        yield Problem(key="citizens", expected=f"at most {MOST_CITIZENS:,}", found=f"{citizens:,}")
    elif citizens * days > MOST_CITIZEN_DAYS:
        found = f"{citizens:,} people for {days:,} days"
        yield Problem(
            key="days",
            expected=f"people and days whose product is at most {MOST_CITIZEN_DAYS:,}",
            found=found,
            advice="take fewer people or fewer days",
        )


def _too_great(seed: int) -> Iterator[Problem]:
    if seed >= SEEDS:
        expected = f"a whole number below {SEEDS}, since browsers round greater ones"
        yield Problem(key="seed", expected=expected, found=str(seed), advice="the command line takes it")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _raise_any(problems: Sequence[Problem]) -> None:
    if problems:
        raise InputError(problems[:MOST_TOLD])
