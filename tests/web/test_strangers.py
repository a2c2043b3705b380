"""Documents from strangers: nothing of the disk is opened or told, nothing takes long, everything wrong is told at once."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from pathlib import Path
from time import thread_time

import pytest

from glasshouse.errors import InputError
from glasshouse.scenario import load
from glasshouse.web import strangers
from glasshouse.web.problems import problem_response

SECRET = "a_word_that_only_the_file_has"
LONGEST = 6.0
"""Seconds of work that any refusal may take."""


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file that could be read as a scenario, a society or a system, beside a folder that is a society."""
    folder = tmp_path_factory.mktemp("secret")
    file = folder / "society.toml"
    file.write_text(f'{SECRET} = 1\ntitle = "{SECRET}"\n', encoding="utf-8")
    return file.as_posix()


def problems(text: str | None, base: str | None = None, settings: list[str] | None = None) -> list[str]:
    """What is wrong, one line each, as an answer could carry it."""
    start = thread_time()
    with pytest.raises(InputError) as refused:
        strangers.load_text(text, base, settings or [])
    assert thread_time() - start < LONGEST
    assert all(problem.file is None for problem in refused.value.problems)
    problem_response(422, "", refused.value.problems)
    return [str(problem) for problem in refused.value.problems]


PLACES = [
    'extends = "{}"',
    'extends = "rongcheng"\nsociety = "{}"',
    'extends = "rongcheng"\n[society]\nextends = "{}"',
    'extends = "rongcheng"\n[change.society]\nextends = "{}"',
    *(f'extends = "rongcheng"\n{section} = ["{{}}"]' for section in ("systems", "conduct", "channels", "holders")),
    *(
        f'extends = "rongcheng"\n[new.{name}.own]\nextends = "{{}}"'
        for name in ("systems", "conduct", "channels", "holders")
    ),
    'extends = "rongcheng"\n[change.systems.rongcheng]\nextends = "{}"',
    'extends = "rongcheng"\n[change.systems.rongcheng]\nreads = ["{}"]',
    'extends = "rongcheng"\n[[later]]\nday = 3\nchange.society = "{}"',
    'extends = "rongcheng"\n[[later]]\nday = 3\nchange.systems.rongcheng.extends = "{}"',
]
"""Every place in which a document may name another."""


@pytest.mark.parametrize("place", PLACES)
def test_no_place_of_a_document_opens_a_file(place: str, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(secret).parent)
    folder = Path(secret).parent
    for path in (secret, str(folder), f"../{folder.parent.name}/{folder.name}"):
        told = problems(place.format(path))
        assert told
        assert SECRET not in "".join(told)


@pytest.mark.parametrize("key", ["society={}", 'systems=["{}"]', 'conduct=["{}"]', 'channels=["{}"]', 'holders=["{}"]'])
def test_no_setting_opens_a_file(key: str, secret: str) -> None:
    for path in (secret, str(Path(secret).parent)):
        told = problems(None, "rongcheng", [key.format(path)])
        assert any("of the library" in line for line in told)
        assert SECRET not in "".join(told)


def test_neither_a_base_nor_a_twin_opens_a_file(secret: str) -> None:
    assert problems(None, secret)[0].startswith("base: expected the name of a scenario of the library")
    scenario = strangers.load_text(None, "rongcheng", citizens=2_560, days=5)
    for name in (secret, "../x.toml", f"society={secret}", f'systems=["{secret}"]'):
        with pytest.raises(InputError) as refused:
            strangers.beside(scenario, name)
        assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.toml",
        "/dev/zero",
        "//host/share/x.toml",
        "file:///x.toml",
        "%2e%2e%2fx.toml",
        "․․∕x.toml",
        "C:/x.toml",
    ],
)
def test_names_that_only_look_like_a_way_out_are_no_names(name: str) -> None:
    assert problems(f'extends = "{name}"')[0].startswith("extends: expected the name of a scenario of the library")


LATER = "".join(f"[[later]]\nday = {day}\nchange.response.enabled = true\n" for day in range(1, 301))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = " + "[" * 5_000 + "]" * 5_000, "inside each other"),
        ('extends = "rongcheng"\nchange.a.b.c.d.e.f.g.h.i = 1', "at most 8 tables"),
        ("a." * 20_000 + "b = 1", "at most 8 tables"),
        ("x = {" + '"a" . ' * 9_000 + "b = 1}", "at most 8 tables"),
        ('title = "' + "x" * 70_000 + '"', "at most 64 kB"),
        ("citizens = " + "9" * 20_000, "numbers of ordinary length"),
        ('extends = "rongcheng"\ncitizens = 1_000_001', "citizens: expected at most 1,000,000"),
        ('extends = "rongcheng"\ncitizens = 1_000_000\ndays = 401', "at most 400,000,000"),
        ('extends = "rongcheng"\n' + LATER, "later: expected at most 12, found 300"),
        ('extends = "rongcheng"\n[change.systems.rongcheng.start]\nvalue = nan', "a finite number"),
        ('extends = "rongcheng"\n[change.systems.rongcheng.start]\nvalue = inf', "a finite number"),
        ('extends = "\u202ercheng"', "control characters"),
        ('"\ud800" = 1', "half of a character"),
        ('extends = "rongcheng"\nconduct = [' + '"criticize",' * 3_000 + "]", "conduct: expected at most 100"),
        (
            'extends = "rongcheng"\n[new.systems]\n' + "".join(f"a{n}.extends = 'sesame'\n" for n in range(25)),
            "at most 24",
        ),
        (
            'extends = "rongcheng"\n[change.response]\n' + "".join(f"a{n} = 1\n" for n in range(3_500)),
            "change.response.a0",
        ),
        ("", "title: expected text"),
        ("title = “x”", "straight quotation marks"),
    ],
)
def test_what_is_too_much_or_no_document_is_refused_soon(text: str, told: str) -> None:
    assert told in "\n".join(problems(text))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (["response.conformity=" + "[" * 3_000], "ordinary size"),
        (["a." * 9_000 + "b=1"], "at most 8 tables"),
        (["response.x={" + "a." * 9_000 + "b=1}"], "at most 8 tables"),
        (["seed=" + "9" * 9_000], "ordinary size"),
        (["x]\n[y=1"], "expected"),
        (["a=1\nb=2"], "a TOML value or a bare word"),
        (["title='\ud800'"], "half of a character"),
        (["response.conformity=2"] * 201, "at most 200 settings"),
        (["later=" + json.dumps([1] * 13)], "later: expected at most 12"),
    ],
)
def test_settings_keep_to_the_limits_too(settings: list[str], told: str) -> None:
    assert told in "\n".join(problems(None, "rongcheng", settings))


@pytest.mark.parametrize("seed", [2**53, 2**53 + 1, 2**64 - 1])
def test_seeds_that_a_browser_would_round_are_refused_wherever_they_are_named(seed: int) -> None:
    told = f"seed: expected a whole number below {2**53}, since browsers round greater ones, found {seed}"
    for said in (
        problems(f'extends = "rongcheng"\nseed = {seed}'),
        problems(None, "rongcheng", [f"seed={seed}"]),
        problems('extends = "rongcheng"', None, [f"seed={seed}"]),
    ):
        assert [each.partition(";")[0] for each in said] == [told]


def test_the_greatest_seed_that_a_browser_keeps_is_taken() -> None:
    assert strangers.load_text(f'extends = "rongcheng"\nseed = {2**53 - 1}', None).seed == 2**53 - 1


def test_everything_wrong_is_told_at_once() -> None:
    text = 'extends = "rongcheng"\ndays = 0\ncitizens = 2_000_000\n[change.systems.rongcheng.rules.miss-bill]\npoints = "many"'
    told = "\n".join(problems(text, None, ["respons.conformity=1"]))
    for key in ("days", "citizens", "miss-bill", "did you mean 'response'"):
        assert key in told


def test_a_document_within_the_limits_is_the_scenario_that_a_file_would_be(tmp_path: Path) -> None:
    text = 'title = "Mine"\nextends = "rongcheng"\ncitizens = 5_000\n[change.systems.rongcheng.rules.miss-bill]\npoints = -30\n'
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    assert strangers.load_text(text, None, days=7) == load(file, days=7)
    assert strangers.load_text(None, "rongcheng", ["response.conformity=0.1"]) == load(
        "rongcheng", ["response.conformity=0.1"]
    )


def test_damaged_documents_end_in_a_message_and_in_nothing_else() -> None:
    text = """extends = "rongcheng"
citizens = 5000
systems = ["rongcheng"]
[change.response]
conformity = 0.2
[[later]]
day = 3
change.systems.rongcheng.known = 0.5
[new.systems.x]
extends = "sesame"
[[decisions]]
citizen = 1
days = [0, 7]
evade = true
"""
    luck = random.Random(1)
    parts = ["[", "]", '"', "=", "-1", "nan", "[]", "{}", "true", "\n", "1e400", "change", "*", "later = 1\n", ".toml"]
    for _ in range(30):
        at = luck.randrange(len(text))
        damaged = text[:at] + luck.choice(parts) + text[at + luck.randrange(6) :]
        with suppress(InputError):
            strangers.load_text(damaged, None)
