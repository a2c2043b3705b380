"""Starting and ending the server as a user does."""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, expect

from glasshouse.cli import main
from glasshouse.errors import InputError
from glasshouse.web.serve import address_of, greeting, serve
from glasshouse.web.settings import ServerSettings

LONG = 60_000
"""Milliseconds that a busy machine may take."""


@contextmanager
def started(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server as a process of its own, and its address."""
    command = [sys.executable, "-m", "glasshouse", "serve", "--no-browser", "--port", "0", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().split()[-1]
        finally:
            if process.poll() is None:
                process.kill()


def workers_of(process: subprocess.Popen[str], wanted: int) -> list[int]:
    """Numbers of the processes that a server has started, once there are so many."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        listed = subprocess.run(
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, text=True
        )
        found = [int(line.split()[0]) for line in listed.stdout.splitlines() if "spawn_main" in line]
        if len(found) >= wanted:
            return found
        time.sleep(0.1)
    pytest.fail("no worker was started")


def are_gone(processes: list[int]) -> bool:
    """Whether processes end within half a minute."""
    ends = time.monotonic() + 30
    while any(Path(f"/proc/{each}").exists() for each in processes) and time.monotonic() < ends:
        time.sleep(0.05)
    return not any(Path(f"/proc/{each}").exists() for each in processes)


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")


@on_linux
def test_it_says_where_it_is_answers_and_ends_with_ctrl_c_with_its_workers_and_without_a_traceback() -> None:
    with started() as (process, address):
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.status == 200
        workers = workers_of(process, 1)
        os.killpg(process.pid, signal.SIGINT)  # a terminal tells all of them
        _, errors = process.communicate(timeout=30)
        assert process.returncode in (0, 130)
        assert "Traceback" not in errors
        assert are_gone(workers)


@on_linux
@pytest.mark.browser
def test_a_year_goes_on_where_the_server_was_killed_and_started_again_and_no_worker_is_left(browser: Browser) -> None:
    page = browser.new_page()
    with started() as (process, address):
        page.goto(f"{address}year?seed=1&people=2000&length=short")
        page.get_by_role("button", name="Begin the year").click()
        page.wait_for_url(re.compile(r"/year/[\w-]+"))
        page.get_by_role("button", name="Live these").click()
        expect(page.locator("#last")).to_be_focused(timeout=LONG)
        page.locator("label.check input").first.check()
        workers = workers_of(process, 1)
        process.kill()
        process.wait()
        assert are_gone(workers)
        page.get_by_role("button", name="Live these").click()
        expect(page.get_by_text("The server does not answer")).to_be_visible()
    with started("--port", address.rstrip("/").rpartition(":")[2]):
        page.get_by_role("button", name="Live these").click()
        expect(page.locator(".told")).to_contain_text("lived again", timeout=LONG)
        expect(page.locator(".strip .where")).to_contain_text("Weeks 9–12")
        page.reload()
        expect(page.locator(".strip .where")).to_contain_text("Weeks 9–12", timeout=LONG)
    page.close()


def test_no_folder_for_results_is_one_clear_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    with pytest.raises(InputError, match=r"TMPDIR: .*make room on the disk"):
        serve(ServerSettings(port=0), print, browser=False)


def test_a_port_that_is_taken_is_one_clear_message(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"--port: .*{port}.*--port 0 for any"):
            serve(ServerSettings(port=port), print, browser=False)
    assert capsys.readouterr().out == ""


def test_an_address_that_others_can_reach_needs_a_token_or_a_class(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--no-browser", "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "--token or --class" in capsys.readouterr().err


def test_a_class_gets_a_token_by_itself_and_is_told_that_the_network_reads_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server, sockets: [each.close() for each in sockets])
    serve(ServerSettings(host="0.0.0.0", port=0, classroom=True), said.append, browser=False)
    assert "#token=" in said[0]
    assert "not encrypted" in said[-1]


def test_the_token_stands_where_no_server_log_sees_it() -> None:
    settings = ServerSettings(host="192.0.2.7", port=8077, token="a token that is long")
    assert address_of(settings) == "http://192.0.2.7:8077/#token=a token that is long"
    assert len(greeting(settings, address_of(settings))) == 3
    assert address_of(ServerSettings(host="::1")) == "http://[::1]:8077/"


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "glasshouse.web.serve", raising=False)
    assert main(["serve", "--no-browser"]) == 2
    assert "glasshouse[web]" in capsys.readouterr().err
