"""Converting documents that were written with names of earlier releases: single words change, all else stays as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from glasshouse.documents.toml import parse_toml
from glasshouse.errors import Problem
from glasshouse.renamed import PREFIXES, Renamings, renamings
from glasshouse.scenario.merging import Keys, join, split
from glasshouse.scenario.toml_text import Word, replaced, words


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TELLING: Final[Mapping[str, frozenset[str]]] = {
    "scenario": _names(
        "description citizens days seed society conduct channels systems attributes goods debts holders contexts consequences "
        "response safeguards trade panel new remove change later fitted decisions reforms other_luck ablation turnover"
    ),
    "system": _names(
        "form reads account_holders active publish_every publish_on purpose members measures redress contacts known opaque "
        "adoption game successor start low high rules absences starts bands forgetting collective at_opening attributes "
        "dimensions own enters vague chance term repairs at_start listed holder reads_systems removal flooding friction "
        "persuasion retention scale learning features human_review rollout cases"
    ),
    "channel": _names(
        "always_on pool context coverage sensitivity false_records sensitivity_by_group false_records_by_group "
        "evasion_as_suspicion arrests delay retention loss_to_evasion profile discloses known holders patrols"
    ),
    "conduct": _names(
        "type context law gravity rate ceiling leans needs effect heading mobilises kept minutes always_on given_up instead "
        "country attributes slot"
    ),
    "holder": _names("kind channels retention follows outside passes stakes users known"),
    "society": _names(
        "country regions places mean_age employed work_units minors national_minority national_migrant national_town "
        "national_men_per_100_women national_share_60_plus national_household_size urban_income age_reliability "
        "income_reliability conduct "
        "age_online income_online conformity_risk grievance_income grievance_mean in_default_at_start "
        "managers_in_default_at_start inequality inequality_usual grievance_inequality ties firms life_table"
    ),
    "claim": _names(
        "id statement reading place hypothesis scenario settings citizens days against variants interaction ladder "
        "observable direction smallest_effect secondaries beside sham no_sham probe facts caution changed_after_a_look"
    ),
    "calibration": _names("about scenario citizens days points rounds free targets watched"),
}
"""The keys that tell what kind a document is; most kinds also have a title."""
_OBSERVABLES_OF_CLAIMS: Final = (("observable",), ("also",), ("secondary",), ("beside",), ("secondaries", "observable"))


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A converted document.

    Attributes:
        text: the document in today's names.
        changes: how many words changed.
        problems: what could not be converted, and why.
    """

    text: str
    changes: int
    problems: tuple[Problem, ...]


def upgrade(text: str, file: str | None = None, table: Renamings | None = None) -> Upgrade:
    """Convert a TOML document of any kind to today's names; comments and formatting stay.

    Args:
        text: the document.
        file: its name, for messages.
        table: the names that changed; by default those that ship.

    Raises:
        InputError: the text is not TOML.
    """
    table = renamings() if table is None else table
    data = parse_toml(text, file)
    converter = _Converter(kind_of(data, table), table)
    changes = {word: new for word in words(text) if (new := converter.word(word)) is not None and new != word.text}
    converted = replaced(text, changes)
    problems = [*converter.problems, *_faults(converted)]
    return Upgrade(converted, len(changes), tuple(replace(problem, file=file) for problem in problems))


def kind_of(data: Mapping[str, Any], table: Renamings) -> str:
    """The kind of a document, by its keys: the kind that knows most of them, or knew them; a scenario, if none does."""

    def known(kind: str) -> int:
        return sum(key in TELLING[kind] or table.key((*PREFIXES[kind], key)) is not None for key in data)

    return max(TELLING, key=known)


def _faults(text: str) -> Iterator[Problem]:
    """Why the converted text is no document: an old name and its new one stand side by side."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = f"both, once converted ({str(error)[:1].lower()}{str(error)[1:]})"
        yield Problem(expected="an old name or its new one", found=found, advice="remove one of them by hand")


class _Converter:
    """Says what each word of a document is called now.

    Attributes:
        problems: what it could not convert so far.
    """

    def __init__(self, kind: str, table: Renamings) -> None:
        self.kind, self.table = kind, table
        self.problems: list[Problem] = []

    def word(self, word: Word) -> str | None:
        """What a word is called now; None if it has not changed."""
        if self.kind == "calibration" and word.is_key and word.path[:1] == ("free",) and len(word.path) == 2:
            return self._dotted(word.text, word)
        path = self._canonical(word.path)
        if path is None:
            return None
        if word.is_key:
            self._tell_if_gone(path, word)
            return self.table.key(path)
        if self._holds_settings(word.path):
            return self._setting(word)
        if self.kind == "claim" and word.path in _OBSERVABLES_OF_CLAIMS:
            return self.table.observable(word.text)
        return self.table.value(path, word.text)

    def _tell_if_gone(self, path: Keys, word: Word) -> None:
        row = self.table.gone(path)
        if row is not None and len(path) > len(row.where):
            found = f"{join(path)!r}, which is gone since {row.since}"
            self.problems.append(Problem(key=join(word.path), expected="a key of today", found=found, advice=row.new))

    def _canonical(self, path: Keys) -> Keys | None:
        """The path in the resolved scenario; None for what stands in no table that could have changed."""
        if self.kind != "scenario":
            return PREFIXES[self.kind] + path
        if path[:1] == ("change",):
            return path[1:] or None
        if path[:2] == ("later", "change"):
            return path[2:] or None
        if path[:1] == ("new",):
            return path[1:] or None
        return path

    def _holds_settings(self, path: Keys) -> bool:
        """Whether the texts there are dotted keys, or ``key=value``."""
        if self.kind == "scenario":
            return path == ("remove",)
        return self.kind == "claim" and (
            path in (("settings",), ("against",), ("rungs",), ("ladder",), ("interaction",), ("sham",))
            or path[:1] == ("variants",)
        )

    def _setting(self, word: Word) -> str | None:
        key, equals, value = word.text.partition("=")
        new = self._dotted(key.strip(), word)
        bare = value.strip().strip("\"'")
        said = self.table.value(split(key.strip()), bare) if equals else None
        if new is None and said is None:
            return None
        return (new or key) + equals + (value if said is None else value.replace(bare, said))

    def _dotted(self, key: str, word: Word) -> str | None:
        keys = split(key) if "*" not in key else tuple(key.split("."))
        vague = self.table.vague(keys)
        if vague is not None:
            self.problems.append(
                Problem(
                    key=join(word.path), expected="a pattern of today's names", found=f"{key!r}, which meant {vague!r}"
                )
            )
        self._tell_if_gone(keys, word)
        now = self.table.path(keys)
        if now == keys:
            return None
        return join(now) if "*" not in key else ".".join(now)
