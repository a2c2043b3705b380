"""A worker: a process of its own that lives one job after the other, with one thread.

It is a fresh interpreter that is told what to import, so that it works from scripts without a main guard, from
notebooks and from standard input alike. It ends when its parent does.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import traceback
from multiprocessing.connection import Connection
from typing import Any

from glasshouse.errors import GlasshouseError, InterruptedRunError
from glasshouse.sweeps.outcome import Outcome, run_job
from glasshouse.sweeps.study import Job

_CODE = "from glasshouse.sweeps.executors.worker import main; main()"


class DeadWorkerError(Exception):
    """The worker died, or was asked by somebody else to stop, before it had finished its job."""


class Worker:
    """Handle of a worker process in the parent.

    Attributes:
        job: what it is doing; None if it is free.
        connection: where its answer will come from.
    """

    def __init__(self) -> None:
        """Start the process."""
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            path = os.pathsep.join(filter(None, sys.path))
            self._process = subprocess.Popen(
                [sys.executable, "-c", _CODE, str(number)], pass_fds=[number], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path},
            )  # fmt: skip
        self.connection: Connection[Any, Any] = Connection(ours.detach())
        self.job: Job | None = None
        self._told: Job | None = None

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def give(self, job: Job) -> None:
        """Give it a job to do.

        Raises:
            DeadWorkerError: it died.
        """
        self.job = job
        said = job.own() if self._told is not None and job.is_beside(self._told) else job
        self._told = job
        try:
            self.connection.send(said)
        except OSError as error:
            raise DeadWorkerError(self.cause()) from error

    def take(self) -> Outcome:
        """What became of its job; call it when `connection` is ready.

        Raises:
            DeadWorkerError: it died over the job.
            GlasshouseError: the job failed.
        """
        try:
            how, answer = self.connection.recv()
        except (EOFError, OSError) as error:
            raise DeadWorkerError(self.cause()) from error
        if how == "stopped":
            raise DeadWorkerError("was asked to stop")
        if how == "failed":
            raise answer
        self.job = None
        return dict(answer)

    def cause(self) -> str:
        """How the process ended, in words."""
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return "does not answer"
        if code >= 0:
            return f"ended with status {code}"
        hint = ", perhaps for want of memory" if code == -getattr(signal, "SIGKILL", 9) else ""
        return f"was ended by {signal.Signals(-code).name}{hint}"

    def close(self) -> None:
        """End the process. What it had not finished is lost."""
        self.connection.close()
        self._process.kill()
        self._process.wait()


def main() -> None:
    """The worker's end: take jobs from the connection whose number stands on the command line, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection: Connection[Any, Any] = Connection(int(sys.argv[1]))
    job: Job | None = None
    while True:
        try:
            said = connection.recv()
        except (EOFError, OSError):
            return
        # The scenario comes once: what was made of it for one job serves for the next.
        job = said if job is None or isinstance(said, Job) else job.another(said)
        # While it works, the only thing that can come is the end of the connection.
        answer = _answer(job, connection)
        try:
            connection.send(answer)
        except OSError:
            return


def _answer(job: Job, connection: Connection[Any, Any]) -> tuple[str, Any]:
    try:
        return "done", run_job(job, connection.poll)
    except InterruptedRunError:
        return "stopped", None
    except GlasshouseError as error:
        return "failed", error
    except Exception:
        return "failed", GlasshouseError(f"{job.name} failed:\n{traceback.format_exc()}")
