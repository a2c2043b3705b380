"""The machine that this runs on, also where a system does not offer what Linux does."""

from __future__ import annotations

import builtins
import os
import sys

import pytest

import glasshouse as gh
from glasshouse.engine import machine
from glasshouse.errors import InputError


def test_a_system_without_affinity_resource_or_proc_runs_all_the_same(tmp_path, monkeypatch) -> None:
    """As on macOS and Windows, as far as that can be told from here."""
    imported = builtins.__import__

    def without(name, *rest, **more):
        if name == "resource":
            raise ImportError(name)
        return imported(name, *rest, **more)

    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.delattr(os, "sysconf", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr(machine, "_of_the_container", lambda files: None)
    monkeypatch.setattr(machine.Path, "read_text", _nothing)
    assert machine.cores() == (os.cpu_count() or 1)
    assert machine.free_memory() is None
    monkeypatch.undo()
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    done = gh.run("nothing", citizens=256, days=1, folder=tmp_path)
    assert done.document["peak_rss_mib"] is None


def _nothing(*_: object, **__: object) -> str:
    raise OSError


def test_memory_is_told_in_the_same_unit_everywhere(monkeypatch) -> None:
    usual = machine.peak_memory_mib()
    assert usual is not None
    assert 20 < usual < 100_000
    monkeypatch.setattr(sys, "platform", "darwin")
    mac = machine.peak_memory_mib()
    assert mac == pytest.approx(usual / 1024, rel=0.5), "there the kernel counts bytes"


def test_what_a_container_may_use_counts_without_copies_of_files_that_can_be_dropped(tmp_path) -> None:
    names = (str(tmp_path), "memory.max", "memory.current", "inactive_file")
    for name, text in (
        ("memory.max", "3000000"),
        ("memory.current", "1000000"),
        ("memory.stat", "anon 7\ninactive_file 400000"),
    ):
        (tmp_path / name).write_text(f"{text}\n")
    assert machine._of_the_container(names) == 2_400_000
    (tmp_path / "memory.max").write_text("max\n")
    assert machine._of_the_container(names) is None
    assert machine._of_the_container(("/nowhere", *names[1:])) is None


def test_a_society_that_does_not_fit_is_refused_before_it_is_founded(monkeypatch) -> None:
    monkeypatch.setattr(machine, "free_memory", lambda: 2**30)
    with pytest.raises(InputError) as raised:
        gh.Simulation("rongcheng", citizens=40_000_000)
    (problem,) = raised.value.problems
    assert problem.key == "citizens"
    assert "1.0 GiB of memory are free" in problem.expected
    most = int(problem.expected.split("about ")[1].split(",", 1)[0].replace(",", ""))
    assert most > 0
    gh.Simulation("nothing", citizens=256).step(days=1)


def test_where_the_system_does_not_say_nobody_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(machine, "free_memory", lambda: None)
    machine.check_room(2**62, 10**9)
