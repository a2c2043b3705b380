from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasshouse.errors import Problem
from glasshouse.scenario import merging
from glasshouse.scenario.merging import Draft, Source, join, split

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=8)
KEYS = st.lists(NAMES, min_size=1, max_size=4).map(tuple)
TABLES = st.recursive(
    st.integers(), lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3), max_leaves=8
)
TREES = st.dictionaries(st.sampled_from("abc"), TABLES, max_size=3)
FILE = Source("mine.toml")
OTHER = Source("other.toml", ("x", "y"))
KEYS_IN = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple)
ASKED = [keys for length in (1, 2, 3) for keys in product("abc", repeat=length)]


@given(KEYS)
def test_a_key_that_is_joined_can_be_split(keys: tuple[str, ...]) -> None:
    assert split(join(keys)) == keys


@given(TREES)
def test_a_document_laid_over_itself_is_itself(tree: dict[str, object]) -> None:
    draft = Draft()
    draft.lay((), tree, FILE)
    draft.lay((), tree, FILE)
    assert draft.data == tree


@given(TREES, TREES)
def test_what_is_laid_last_wins_and_the_rest_stays(first: dict[str, object], last: dict[str, object]) -> None:
    draft = Draft()
    draft.lay((), first, FILE)
    draft.lay((), last, FILE)
    assert {key: draft.data[key] for key in first if key not in last} == {
        key: first[key] for key in first if key not in last
    }
    assert all(draft.data[key] == last[key] for key in last if not isinstance(last[key], dict))
    assert draft.data.keys() == first.keys() | last.keys()


@given(TREES)
def test_the_draft_does_not_change_the_documents_that_it_is_made_of(tree: dict[str, object]) -> None:
    draft, before = Draft(), repr(tree)
    draft.lay((), tree, FILE)
    draft.put(("a", "b", "c"), 1, FILE)
    draft.remove(("a",))
    assert repr(tree) == before


def test_a_problem_is_traced_to_the_last_file_that_spoke() -> None:
    draft = Draft()
    draft.lay((), {"a": {"b": 1, "c": 2}}, Source("first.toml"))
    draft.lay(("a",), {"b": 3}, Source("last.toml", ("change", "a")))
    found = [draft.trace(Problem(key=key, expected="more")) for key in ("a.b", "a.c", "a.d", "a.b.x")]
    assert [(each.file, each.key) for each in found] == [
        ("last.toml", "change.a.b"),
        ("first.toml", "a.c"),
        ("first.toml", "a.d"),
        ("last.toml", "change.a.b.x"),
    ]


def _leaves(here: object, keys: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(here, dict):
        for name, inner in here.items():
            yield from _leaves(inner, (*keys, name))
    else:
        yield keys


@given(st.lists(TREES, min_size=1, max_size=4))
def test_every_value_is_traced_to_the_last_file_that_says_it(trees: list[dict[str, object]]) -> None:
    draft = Draft()
    for n, tree in enumerate(trees):
        draft.lay((), tree, Source(f"{n}.toml"))
    for keys in _leaves(draft.data):
        last = max(n for n, tree in enumerate(trees) if keys in set(_leaves(tree)))
        found = draft.trace(Problem(key=join(keys), expected="another", found="this"))
        assert (found.file, found.key) == (f"{last}.toml", join(keys))


@given(TREES)
def test_what_no_file_says_is_traced_to_its_own_key(tree: dict[str, object]) -> None:
    draft = Draft()
    draft.take(tree)
    for keys in _leaves(draft.data):
        problem = Problem(key=join(keys), expected="another", found="this")
        assert draft.trace(problem) == problem


@settings(max_examples=30)
@given(TREES, KEYS_IN, TABLES)
def test_what_is_forgotten_is_the_same_however_it_is_looked_for(
    tree: dict[str, object], keys: tuple[str, ...], value: object
) -> None:
    traced = []
    for few in (0, merging._FEW):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(merging, "_FEW", few)
            draft = Draft()
            draft.lay((), tree, FILE)
            draft.lay(keys, value, OTHER)
            draft.put(keys[:1], value, Source("last.toml", ("z",)))
            draft.lay((), tree, FILE)
            traced.append((draft.data, [draft.trace(Problem(key=join(each), expected="", found="")) for each in ASKED]))
    assert traced[0] == traced[1]
