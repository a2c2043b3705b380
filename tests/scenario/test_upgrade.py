"""Converting documents of every kind to today's names."""

from __future__ import annotations

import pytest

from glasshouse import library
from glasshouse.calibration.document import Calibration
from glasshouse.claims.claim import Claim
from glasshouse.conduct.kinds import Kind
from glasshouse.errors import InputError
from glasshouse.library import Section
from glasshouse.observation.channels import Channel
from glasshouse.observation.holders import NamedHolder
from glasshouse.renamed import Renamings, renamings
from glasshouse.scenario.document import configurations
from glasshouse.scenario.file import ScenarioFile
from glasshouse.scenario.upgrade import TELLING, kind_of, upgrade
from glasshouse.society.configuration import Society

TABLE = Renamings.parse(
    """
    [[release]]
    since = "0.2"
    [release.keys.conduct]
    group = "kind_of"
    "leans.states.wary" = "careful"
    [release.values.conduct.needs]
    "a debt" = "debt"
    [release.keys.channel]
    look = "sight"
    [release.keys.system]
    "redress.shut" = "closed"
    [release.keys.scenario]
    "response.wary_speed" = "careful_speed"
    [release.keys.claim]
    adds = "extra"
    [release.observables]
    mean_wary = "mean_careful"
    """
)
MODELS = {
    "scenario": [ScenarioFile], "system": list(configurations().values()), "channel": [Channel], "conduct": [Kind],
    "holder": [NamedHolder], "society": [Society], "claim": [Claim], "calibration": [Calibration],
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'society = "china" # wary\nsystems = ["x"]\nremove = ["channels.police.look.litter"]\n'
            "[response]\nwary_speed = 0 # look\n[change.channels.police.look]\nlitter = 1\n"
            '[[later]]\nday = 3\nchange = { systems.x.redress.shut = true, conduct.y.needs = "a debt" }\n'
            '[new.conduct.z]\ngroup = "act"\n[new.conduct.z.leans]\nstates = { wary = -1 }\n',
            'society = "china" # wary\nsystems = ["x"]\nremove = ["channels.police.sight.litter"]\n'
            "[response]\ncareful_speed = 0 # look\n[change.channels.police.sight]\nlitter = 1\n"
            '[[later]]\nday = 3\nchange = { systems.x.redress.closed = true, conduct.y.needs = "debt" }\n'
            '[new.conduct.z]\nkind_of = "act"\n[new.conduct.z.leans]\nstates = { careful = -1 }\n',
        ),
        ('pool = "state"\nlook.litter = 1\n', 'pool = "state"\nsight.litter = 1\n'),
        ('form = "list"\nredress = {shut = true, look = 1}\n', 'form = "list"\nredress = {closed = true, look = 1}\n'),
        ('group = "act"\ngravity = 1\nneeds = "a debt"\n', 'kind_of = "act"\ngravity = 1\nneeds = "debt"\n'),
        (
            'hypothesis = "mean_wary rises"\nobservable = "mean_wary"\nadds = ["mean_effort"]\n'
            'settings = [\'conduct.x.needs = "a debt"\', "response.wary_speed=0"]\n'
            'sham = ["channels.*.look.*=0", "response.wary_speed=0"]\n'
            '[variants]\nquiet = ["channels.a.look=0"]\n',
            'hypothesis = "mean_wary rises"\nobservable = "mean_careful"\nextra = ["mean_effort"]\n'
            'settings = [\'conduct.x.needs = "debt"\', "response.careful_speed=0"]\n'
            'sham = ["channels.*.sight.*=0", "response.careful_speed=0"]\n'
            '[variants]\nquiet = ["channels.a.sight=0"]\n',
        ),
        (
            'targets = []\n[free."response.wary_speed"]\nrange = [0, 1]\n',
            'targets = []\n[free."response.careful_speed"]\nrange = [0, 1]\n',
        ),
    ],
)
def test_single_words_change_where_they_are_names(before: str, after: str) -> None:
    done = upgrade(before, table=TABLE)
    assert done.problems == ()
    assert done.text == after
    assert upgrade(after, table=TABLE).changes == 0


def test_an_old_name_beside_its_new_one_is_told() -> None:
    done = upgrade('pool = "state"\nlook = {}\nsight = {}\n', "c.toml", TABLE)
    (problem,) = done.problems
    assert problem.file == "c.toml"
    assert "both" in str(problem)


def test_a_pattern_that_meant_an_old_key_is_told() -> None:
    done = upgrade('hypothesis = "h"\nsham = ["response.wary_*=0"]\n', "c.toml", TABLE)
    assert "wary_speed" in str(done.problems[0])
    assert done.changes == 0


def test_what_is_no_toml_is_wrong_input() -> None:
    with pytest.raises(InputError, match="valid TOML"):
        upgrade("a = ", "c.toml")


@pytest.mark.parametrize("kind", TELLING)
def test_a_kind_is_told_by_the_keys_that_documents_of_it_have(kind: str) -> None:
    known = {name for model in MODELS[kind] for name in model.model_fields} - {"title", "extends"}
    assert known == set(TELLING[kind])


@pytest.mark.parametrize("section", library.SECTIONS)
def test_the_library_is_told_apart_and_needs_no_upgrade(section: Section) -> None:
    kind = {
        "systems": "system",
        "channels": "channel",
        "holders": "holder",
        "societies": "society",
        "scenarios": "scenario",
    }.get(section, section)
    for name in library.names(section):
        data = library.read(section, name)
        assert data.keys() <= {"title", "extends"} or kind_of(data, renamings()) == kind, name
        text = library.path(section, name).read_text(encoding="utf-8")
        assert upgrade(text).changes == 0, name
