"""What was found of every move on a scheme, kept for whoever asks of the same scheme later, such as an audit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glasshouse.results.identity import identity_of
from glasshouse.scenario import Scenario, digest
from glasshouse.store.folder import make_folder, write_text


def keep(document: Mapping[str, Any], base: Scenario, folder: str | Path) -> Path:
    """Keep what was found of every move, in place of what was kept before.

    Args:
        document: the remedies document; see `glasshouse.protections.document.RemediesDocument`.
        base: the scheme, with its size and its seed.
        folder: where it is kept.

    Raises:
        StorageError: the file cannot be written.
    """
    make_folder(Path(folder))
    path = _file(base, folder)
    write_text(path, json.dumps(document))
    return path


def kept(base: Scenario, folder: str | Path) -> dict[str, Any] | None:
    """What was kept of the same scheme, of the same size, seed and engine; None where nothing was, or it is damaged.

    Args:
        base: the scheme, with its size and its seed.
        folder: where it is looked for.
    """
    try:
        found: dict[str, Any] = json.loads(_file(base, folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _file(base: Scenario, folder: str | Path) -> Path:
    said = f"{digest(base)}\n{identity_of([base])}"
    return Path(folder) / f"remedies-of-{hashlib.sha256(said.encode()).hexdigest()[:16]}.json"
