"""Scenarios: the strict, frozen document made of the stages' configurations; load, extend, change, check.

    >>> from glasshouse import scenario
    >>> half = scenario.load("rongcheng", ["response.conformity=0.15"], citizens=100_000)
    >>> without = scenario.variant(half, "nothing")
    >>> without.channels
    {}

``docs/scenarios.md`` says how to write one.
"""

from glasshouse.scenario.decisions import Decision
from glasshouse.scenario.digest import digest, words_digest
from glasshouse.scenario.document import Scenario
from glasshouse.scenario.loading import load, rules_by_day
from glasshouse.scenario.lookup import files_as_of, is_path
from glasshouse.scenario.notice import notices
from glasshouse.scenario.noticed import Notice
from glasshouse.scenario.origins import quantities
from glasshouse.scenario.safeguards import Safeguards, apply_safeguards
from glasshouse.scenario.schema import schemas
from glasshouse.scenario.seeds import seed_after, with_later_seed
from glasshouse.scenario.settings import overrides
from glasshouse.scenario.variants import LADDER, changed, keys_not_in, keys_that_differ, names_of, variant

__all__ = [
    "LADDER",
    "Decision",
    "Notice",
    "Safeguards",
    "Scenario",
    "changed",
    "files_as_of",
    "is_path",
    "digest",
    "apply_safeguards",
    "keys_not_in",
    "keys_that_differ",
    "load",
    "names_of",
    "notices",
    "quantities",
    "rules_by_day",
    "schemas",
    "seed_after",
    "overrides",
    "variant",
    "with_later_seed",
    "words_digest",
]
