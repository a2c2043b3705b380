"""*Do it again*: the command on a page gives the same bits, also for one's own files and settings."""

from __future__ import annotations

import html
import re
import shlex
from pathlib import Path

import pytest

import glasshouse as gh

OWN = 'extends = "rongcheng"\ntitle = "New town"\ncitizens = 512\ndays = 10\n'


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("towns").mkdir()
    Path("towns/new town.toml").write_text(OWN, encoding="utf-8")
    Path("milder.toml").write_text("[change.response]\nconformity = 0.2\n", encoding="utf-8")


def _command(page: str) -> list[str]:
    text = re.sub(r"</?span[^>]*>", "", Path(page).read_text(encoding="utf-8"))  # words of a command are kept whole
    found = re.search(r"<pre><code>(glasshouse (?!why).*?)</code></pre>", text, re.DOTALL)
    assert found is not None
    first, *rest = shlex.split(html.unescape(found[1]))
    assert first == "glasshouse"
    return rest


SETTINGS = ("-s", "systems.rongcheng.known=0.9", "-s", "response.conformity=0.21")


@pytest.mark.parametrize("settings", [(), SETTINGS])
def test_the_command_on_a_runs_page(glasshouse, settings: tuple[str, ...]) -> None:
    first = glasshouse("run", "towns/new town.toml", *settings, "--out", "first", "--json").json()
    again = _command(glasshouse("report", "first").out.strip().splitlines()[-1])
    assert "towns/new town.toml" in again
    second = glasshouse(*again, "--out", "second", "--json").json()
    assert (second["digest"], second["state_digest"]) == (first["digest"], first["state_digest"])


def test_the_command_on_a_comparisons_page(glasshouse) -> None:
    twins = ("--with", "nothing", "--with", "milder.toml", "--replicates", "2")
    first = glasshouse("compare", "towns/new town.toml", *twins, *SETTINGS, "--out", "first", "--json").json()
    second = glasshouse(*_command(first["report"]), "--out", "second", "--json").json()
    for name, world in first["worlds"].items():
        assert second["worlds"][name]["state_digest"] == world["state_digest"], name
    assert second["differences"] == first["differences"]


def test_the_command_on_a_sweeps_page(glasshouse) -> None:
    design = ("--grid", "response.neutrality=0.2,0.4", "--lhs", "2", "--over", "response.conformity", "--seeds", "2")
    twins = ("--with", "nothing", "--with", "milder.toml")
    setting = ("-s", "systems.rongcheng.known=0.9")
    given = ("towns/new town.toml", *design, *twins, *setting, "--days", "3")
    first = glasshouse("sweep", *given, "--workers", "1", "--out", "first", "--json").json()
    again = _command(first["report"])
    assert shlex.join(again) == first["command"].removeprefix("glasshouse ")
    second = glasshouse(*again, "--workers", "1", "--out", "second", "--json").json()
    assert second["digest"] == first["digest"]
    assert second["points"] == first["points"]
    assert second["state_digests"] == first["state_digests"]


def test_a_sweep_of_points_made_in_python_is_not_said_to_come_from_a_command() -> None:
    from glasshouse.sweeps.design import Design
    from glasshouse.sweeps.grid import read_grid
    from glasshouse.sweeps.study import Study

    base = gh.load("rongcheng", citizens=512)
    grid, own = read_grid("response.conformity=0.1,0.2"), Design(("response.neutrality",), ((0.3,),))
    assert Study("rongcheng", base, {}, grid).command().endswith("rongcheng --grid response.conformity=0.1,0.2 "
                                                                 "--citizens 512 --days 365 --seed 1")  # fmt: skip
    assert not Study("rongcheng", base, {}, grid * own).command()
    assert not Study("rongcheng", base, {"other": base}, grid).command()
    assert not Study("rongcheng", base, {}, grid, intervals=False).command()
    assert not Study("New town", base, {}, grid).command()


def test_a_scenario_made_in_python_is_not_said_to_come_from_a_command() -> None:
    own = gh.load("towns/new town.toml").model_copy(update={"title": "Made here"})
    page = gh.run(own, out="here").report("page.html")
    text = Path(page).read_text(encoding="utf-8")
    assert "<pre><code>glasshouse" not in re.sub(r"</?span[^>]*>", "", text).replace("<pre><code>glasshouse why", "")
    assert "scenario.json" in text


def test_the_command_on_a_claims_page_names_the_file(glasshouse) -> None:
    from importlib.resources import files

    text = (files("glasshouse.claims") / "library" / "C10.toml").read_text(encoding="utf-8")
    Path("my-claim.toml").write_text(text, encoding="utf-8")
    from glasshouse.claims.catalogue import chosen
    from glasshouse.claims.size import QUICK
    from glasshouse.claims.trial import Trial

    (claim, *_) = chosen(["my-claim.toml"])
    trial = Trial((), QUICK, True, ("my-claim.toml", "C07"), 5)
    assert trial.command() == "glasshouse claims --quick --seed 5 my-claim.toml C07"
    assert trial.command(claim) == "glasshouse claims --quick --seed 5 my-claim.toml"
    assert Trial((), QUICK, False).command() == "glasshouse claims"


def test_the_command_that_asks_why_of_an_example_tells_of_its_first_occasion(glasshouse) -> None:
    loud = ("-s", "response.self_censorship_speed=0.5", "-s", "response.risk_exposure=0.05")
    given = ("compare", "towns/new town.toml", *loud, "--with", "nothing", "--citizens", "700", "--days", "25")
    found = glasshouse(*given, "--out", "first", "--json").json()
    page = re.sub(r"</?span[^>]*>", "", Path(found["report"]).read_text(encoding="utf-8"))
    (command,) = re.findall(r"<pre><code>glasshouse (why .*?)</code></pre>", page)
    asked = shlex.split(html.unescape(command))
    (told,) = [
        each
        for each in found["examples"]
        if [str(each["citizen"]), str(each["day"])] == [asked[2], asked[4]] and each["outcome"] != "conduct_differs"
    ][:1]
    said = " ".join(glasshouse(*asked).out.split())
    assert all(each in said for each in told["concerns"])


def test_why_tells_of_the_first_occasion_of_every_example(glasshouse) -> None:
    loud = ("-s", "response.self_censorship_speed=0.5", "-s", "response.risk_exposure=0.05")
    given = ("compare", "towns/new town.toml", *loud, "--with", "nothing", "--citizens", "700", "--days", "25")
    found = glasshouse(*given, "--json").json()
    for outcome in ("silenced", "denied", "sanctioned"):
        told = [each for each in found["examples"] if each["outcome"] == outcome]
        assert told, outcome
        for each in told:
            asked = ("why", found["run"], str(each["citizen"]), "--day", str(each["day"]), "--full")
            said = " ".join(glasshouse(*asked).out.split())
            assert all(concern in said for concern in each["concerns"]), each
