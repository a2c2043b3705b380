"""Starting and ending the server as a user does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from glasshouse.cli import main
from glasshouse.errors import InputError
from glasshouse.web import serve as serving
from glasshouse.web.serve import address_of, greeting, serve
from glasshouse.web.settings import ServerSettings


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


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to another process")
def test_it_says_where_it_is_answers_and_ends_with_ctrl_c_without_a_traceback() -> None:
    with started() as (process, address):
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert process.returncode in (0, 130)
        assert "Traceback" not in errors


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
    monkeypatch.setattr(serving.uvicorn.Server, "run", lambda server, sockets: [each.close() for each in sockets])
    serve(ServerSettings(host="0.0.0.0", port=0, classroom=True), said.append, browser=False)
    assert "#token=" in said[0]
    assert "not encrypted" in said[-1]


def test_the_token_stands_where_no_server_log_sees_it() -> None:
    settings = ServerSettings(host="192.0.2.7", port=8077, token="a token that is long")
    assert address_of(settings) == "http://192.0.2.7:8077/#token=a token that is long"
    assert len(greeting(settings, address_of(settings))) == 3


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "glasshouse.web.serve", raising=False)
    assert main(["serve", "--no-browser"]) == 2
    assert "glasshouse[web]" in capsys.readouterr().err
