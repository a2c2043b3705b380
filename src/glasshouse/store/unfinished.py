"""A folder of results in the making: of a run, a comparison or a sweep. What may stand there, how it begins and ends.

What is made is written into its place, or beside it (``….part``) as long as something complete is still there. The
manifest is written at the beginning, so that what was begun can be gone on with, and sealed as the last thing of all.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from glasshouse.errors import DamagedRunError, GlasshouseError, InputError, Problem
from glasshouse.store import manifest
from glasshouse.store.folder import clear_own, put_in_place, remove_own, write_text
from glasshouse.store.manifest import Manifest


def look(folder: Path) -> Manifest | None:
    """What stands in a folder: the manifest of a run, or None where a run may begin.

    Raises:
        InputError: something else is there.
        DamagedRunError: a run is there whose manifest cannot be read.
    """
    if not folder.exists():
        return None
    expected = "a run directory, an empty folder, or a name that is free"
    if not folder.is_dir():
        raise InputError(Problem(key="out", expected=expected, found=f"a file, {folder}"))
    if (folder / manifest.NAME).is_file():
        return manifest.read(folder)
    if any(not entry.name.endswith(".part") for entry in folder.iterdir()):
        found = f"the folder {folder} with other things in it"
        raise InputError(Problem(key="out", expected=expected, found=found, advice="nothing in it was changed"))
    return None


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn whatever is wrong with a file into an error that names it.

    Raises:
        DamagedRunError: the file cannot be read, or does not hold what it should.
    """
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedRunError(f"cannot read {path}: {error}") from error


def read_json(path: Path) -> Any:
    """What a JSON file says.

    Raises:
        DamagedRunError: it cannot be read.
    """
    with reading(path):
        return json.loads(path.read_text(encoding="utf-8"))


class UnfinishedFolder(ABC):
    """A folder of results in the making.

    Attributes:
        KIND: what is made: ``run``, ``comparison`` or ``sweep``.
        OWN: names of the files and folders that belong to it; what others put there is left alone.
        folder: where it is written.
        place: where it will stand; elsewhere only while something complete is still in that place.
        was_begun: whether something was begun that can be gone on with.
    """

    KIND: ClassVar[str]
    OWN: ClassVar[frozenset[str]]

    def __init__(self, folder: Path, place: Path) -> None:
        self.folder, self.place = folder, place
        self.was_begun = False

    @classmethod
    def found_in(cls, folder: Path, called: str = "folder", advice: str | None = None) -> Manifest:
        """The manifest of what was made, or begun, in a folder.

        Args:
            folder: the folder.
            called: what messages call such a folder.
            advice: what messages advise.

        Raises:
            InputError: something else is there, or nothing.
            DamagedRunError: the manifest cannot be read.
        """
        found = look(folder) if folder.exists() else None
        if found is None or found.kind != cls.KIND:
            words = "nothing" if found is None else f"a {found.kind}"
            expected = f"the {called} of a {cls.KIND}"
            raise InputError(Problem(file=str(folder), expected=expected, found=words, advice=advice))
        return found

    @staticmethod
    def place_of(found: Manifest) -> Path:
        """Where what was begun in a folder will stand."""
        return Path(found.data.get("replaces") or found.folder)

    def find(self, fresh: bool) -> Manifest | None:
        """What is to be made, if it is there and complete; a folder that may not be used is refused.

        Raises:
            InputError: something else is there.
            DamagedRunError: it is damaged.
        """
        found = look(self.place)
        if found is not None and found.is_complete:
            self._check_same(found, fresh)
            if not fresh and self.is_current(found):
                found.check()
                return found
            self.step_aside()
            found = look(self.folder)
        if found is not None:
            self._check_same(found, fresh)
            self.was_begun = not fresh and self.is_current(found)
            if not self.was_begun:
                clear_own(self.folder, self.OWN)
        return None

    def _check_same(self, found: Manifest, fresh: bool) -> None:
        is_kind = found.kind == self.KIND
        if not is_kind or not (fresh or self.is_same(found)):
            self.refuse(found, is_replaceable=is_kind)

    def refuse(self, found: Manifest, *, key: str = "out", is_replaceable: bool) -> NoReturn:
        """Say that something else is there.

        Args:
            found: what is there.
            key: where the folder was named.
            is_replaceable: whether `fresh` would replace it.

        Raises:
            InputError: always.
        """
        words = f"another {found.kind}, {found.data.get('title')!r}, in {found.folder}"
        advice = "choose another folder" + (", or `--fresh` to replace it" if is_replaceable else "")
        raise InputError(Problem(key=key, expected=f"a folder for this {self.KIND}", found=words, advice=advice))

    def step_aside(self) -> None:
        """Write beside what is complete, until the end."""
        self.folder = self.place.with_name(f"{self.place.name}.part")

    def is_same(self, found: Manifest) -> bool:
        """Whether the same inputs made, or began, what was found."""
        return bool(found.data.get("digest") == self.marks()["digest"])

    def is_current(self, found: Manifest) -> bool:
        """Whether this very code made, or began, what was found."""
        return bool(found.data.get("identity") == self.marks()["identity"])

    @abstractmethod
    def marks(self) -> dict[str, Any]:
        """What the manifest says of it from the beginning: at least its ``digest``, ``identity`` and ``title``."""

    def heading(self) -> dict[str, Any]:
        """What every manifest says: what kind of thing it is, its `marks`, and when it was written."""
        return {"kind": self.KIND, **self.marks(), "made": datetime.now(UTC).isoformat(timespec="seconds")}

    def write_json(self, name: str, data: object, *, indent: int | None = None) -> None:
        """Write a JSON file aside, then rename it.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
            ValueError: a number is none (NaN) or infinite.
        """
        write_text(self.folder / name, json.dumps(data, indent=indent, allow_nan=False, ensure_ascii=False) + "\n")

    def mark_begun(self, **more: object) -> None:
        """Write the manifest of what was begun.

        Args:
            **more: what it says besides `marks`.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """
        replaces = None if self.folder == self.place else str(self.place)
        manifest.write(self.folder, {"complete": False, **self.heading(), **more, "replaces": replaces})

    def seal(self, document: Mapping[str, Any], files: Iterable[str], spent: Iterable[str]) -> Manifest:
        """Write the manifest of what is complete, and put the folder in its place.

        Args:
            document: the results document, with the `heading`.
            files: names of the files whose checksums the manifest holds.
            spent: names of what is not needed any more.

        Raises:
            StorageError: the folder cannot be written, or the disk is full; what was there before is kept.
        """
        found = manifest.write(self.folder, {**document, "complete": True}, files)
        clear_own(self.folder, spent)
        if self.folder == self.place:
            return found
        put_in_place(self.folder, self.place, self.OWN)
        return Manifest(self.place, found.data)

    @abstractmethod
    def is_worth_keeping(self) -> bool:
        """Whether what stands in the folder can be gone on with, or is complete.

        Raises:
            OSError: the folder cannot be looked at.
            GlasshouseError: what stands there cannot be read.
        """

    def give_up(self) -> None:
        """Remove what was begun, unless it is worth keeping; where that cannot be seen, it stays.

        It raises nothing: what ended the work is to be told, not what stood in the way of tidying up.
        """
        with suppress(OSError, GlasshouseError):
            if not self.is_worth_keeping():
                remove_own(self.folder, self.OWN)
