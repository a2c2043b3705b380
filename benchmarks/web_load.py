"""Can a class play? ``python benchmarks/web_load.py --players 40 --runs 4 --seconds 120``: *a year under glass* on this machine.

Starts the server, lets so many players live a week every few seconds, each with choices of their own, while experiments are
lived beside them, and writes how long steps took by the clock, how much processor time the server used for one, how many
requests failed, and the server's memory.

Exit status: 0, or 1 if a request failed.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import quantiles
from typing import Any, Final

LIVES: Final = "/api/v1/lives"
RUNS: Final = "/api/v1/runs"
EVENINGS: Final = ("volunteer", "petition", "criticise", "donate")


@dataclass
class Tally:
    """What the players met.

    Attributes:
        steps: seconds of each step, by the clock.
        faults: what went wrong, one line each.
        runs: experiments that came to their end.
    """

    steps: list[float] = field(default_factory=list)
    runs: int = 0
    faults: list[str] = field(default_factory=list)


class Asker:
    """Somebody with a connection of their own, which stays open while they think."""

    def __init__(self, port: int) -> None:
        """Come."""
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """Ask the interface.

        Raises:
            RuntimeError: it refused.
        """
        headers = {"content-type": "application/json"}
        self._connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {said[:200].decode(errors='replace')}")
        found: dict[str, Any] = json.loads(said)
        return found


class Player(Asker):
    """A player."""

    def __init__(self, port: int, number: int, people: int) -> None:
        """Take a seat."""
        super().__init__(port)
        self._number = number
        self._life = self.ask("POST", LIVES, {"seed": 1, "citizen": number, "people": people})

    def step(self) -> None:
        """Live a week; after the last one, begin again from the morning of it."""
        life = self._life
        if life["over"]:
            self.ask("DELETE", f"{LIVES}/{life['id']}/weeks/last")
            life = self.ask("GET", f"{LIVES}/{life['id']}")
        leave = [[urge["day"], urge["kind"]] for urge in life["urges"] if not urge["fear"]][:1]
        chosen = {"week": life["week"], "leave": leave, "do": [EVENINGS[(self._number + life["week"]) % len(EVENINGS)]]}
        self._life = self.ask("POST", f"{LIVES}/{life['id']}/weeks", chosen)


def play(player: Player, until: float, every: float, tally: Tally) -> None:
    """Live a week every so many seconds until the time is up."""
    while (began := time.monotonic()) < until:
        try:
            player.step()
            tally.steps.append(time.monotonic() - began)
        except (OSError, RuntimeError) as error:
            tally.faults.append(str(error))
        time.sleep(max(0.0, every - (time.monotonic() - began)))


def experiment(port: int, number: int, until: float, asked: argparse.Namespace, tally: Tally) -> None:
    """Have an experiment lived as fast as it goes, and look at it every second until the time is up; then end it."""
    asker = Asker(port)
    wanted = {"base": "rongcheng", "citizens": asked.run_people, "days": 364, "seed": number + 1, "days_a_second": None}
    try:
        run = asker.ask("POST", RUNS, wanted)["run"]
        while (status := asker.ask("GET", f"{RUNS}/{run}")["status"]) not in ("done", "failed", "stopped"):
            if time.monotonic() >= until:
                asker.ask("POST", f"{RUNS}/{run}/stop", {})
                return
            time.sleep(1.0)
        if status == "done":
            tally.runs += 1
        else:
            tally.faults.append(f"an experiment {status}")
    except (OSError, RuntimeError) as error:
        tally.faults.append(str(error))


def processor_seconds(pid: int) -> float:
    """Processor time that a process has used (Linux)."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def most_memory(pid: int) -> float:
    """The most memory that a process has had at once, in MiB (Linux)."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        (kib,) = (line.split()[1] for line in status if line.startswith("VmHWM"))
    return int(kib) / 1024


def wait_until_open(port: int, seconds: float = 120.0) -> None:
    """Wait until the server accepts connections; it says its address before it does."""
    late = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            if time.monotonic() > late:
                raise
            time.sleep(0.1)


def measure(port: int, pid: int, asked: argparse.Namespace) -> Tally:
    """Let the players play, and write what was measured."""
    wait_until_open(port)
    tally = Tally()
    players = [Player(port, number * 37, asked.people) for number in range(asked.players)]
    began, used, until = time.monotonic(), processor_seconds(pid), time.monotonic() + asked.seconds
    threads = [
        threading.Thread(target=experiment, args=(port, number, until, asked, tally)) for number in range(asked.runs)
    ]
    for thread in threads:
        thread.start()
    for player in players:
        threads.append(threading.Thread(target=play, args=(player, until, asked.every, tally)))
        threads[-1].start()
        time.sleep(asked.every / asked.players)
    for thread in threads:
        thread.join()
    if len(tally.steps) < 2:
        tally.faults.append(f"only {len(tally.steps)} steps were lived")
        return tally
    cuts = [1000 * each for each in quantiles(tally.steps, n=100)]
    print(f"steps      {len(tally.steps):,} in {time.monotonic() - began:.0f} s, {len(tally.faults)} failed")
    print(f"by clock   p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, p99 {cuts[98]:.0f} ms")
    print(f"processor  {1000 * (processor_seconds(pid) - used) / len(tally.steps):.1f} ms a step")
    print(f"runs       {tally.runs} of {asked.runs} came to their end beside them")
    print(f"memory     {most_memory(pid):.0f} MiB at most, {asked.players} lives")
    print(f"load       {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--players", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--every", type=float, default=5.0, help="seconds from one step of a player to the next")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=4, help="experiments that are lived meanwhile")
    parser.add_argument("--run-people", type=int, default=200_000)
    asked = parser.parse_args()
    command = [sys.executable, "-m", "glasshouse", "serve", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            first = server.stdout.readline() if server.stdout else ""
            port = int(first.rpartition(":")[2].strip().strip("/"))
            tally = measure(port, server.pid, asked)
        finally:
            server.terminate()
    for fault in tally.faults[:5]:
        print(fault)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
