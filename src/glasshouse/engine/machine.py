"""The machine that this runs on, asked in whatever way its system offers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from glasshouse.errors import InputError, Problem

_CGROUPS = (
    ("/sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
    ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
)
"""Where Linux says how much memory a container may use, and uses, and what of that are copies of files that it can drop."""
_WORTH_ASKING = 2**28
"""Bytes from which on it is asked whether there is room."""


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def peak_memory_mib() -> float | None:
    """The most memory that this process has held (MiB); None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def free_memory() -> int | None:
    """Bytes that this process can still take without swapping; None where the system does not say."""
    found = [each for each in (_of_the_machine(), *map(_of_the_container, _CGROUPS)) if each is not None]
    return min(found, default=None)


def check_room(size: int, people: int) -> None:
    """See whether there is room for a society before any of it is founded.

    Args:
        size: bytes that its tables need.
        people: how many people they are for.

    Raises:
        InputError: there is not, as far as the system says.
    """
    free = free_memory() if size > _WORTH_ASKING else None
    if free is not None and size > free:
        expected = f"at most about {int(people * free / size * 0.9):,}, for which {_gib(free)} of memory are free"
        raise InputError(Problem(key="citizens", expected=expected, found=f"{people:,}, who need {_gib(size)}"))


def _of_the_machine() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _of_the_container(names: tuple[str, str, str, str]) -> int | None:
    """What a container's limit leaves; None where there is none."""
    folder, *files, droppable = names
    try:
        most, used = (int((Path(folder) / file).read_text(encoding="ascii")) for file in files)
        rows = (line.split() for line in (Path(folder) / "memory.stat").read_text(encoding="ascii").splitlines())
        return max(0, most - used + next(int(count) for name, count in rows if name == droppable))
    except (OSError, ValueError, StopIteration):  # no such file, or "max"
        return None


def _gib(size: float) -> str:
    return f"{size / 2**30:,.1f} GiB"
