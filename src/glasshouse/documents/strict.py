"""Strict documents: the one place that turns TOML into frozen, checked models.

Every file that a user can write (scenarios, systems, channels, facts) is a ``Document``. Unknown keys are
errors, nothing is converted silently, and every problem is reported at once, with its key, what was expected
and the nearest valid name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pydantic
import pydantic_core

from glasshouse.documents.problems import problems_from_validation
from glasshouse.errors import InputError, Problem, nearest_name

__all__ = [
    "Document",
    "load_document",
    "parse_document",
    "parse_toml",
    "problems_from_validation",
    "read_text",
    "validate_document",
]


class Document(pydantic.BaseModel):
    """Base of every model that is read from a file: strict types, no unknown keys, frozen, no NaN.

    In code, fields take exactly their declared types (tuples, not lists). From a file, TOML's lists and text
    become tuples, sets, dates and enumerations where the model asks for them; numbers and text never mix.
    """

    model_config: ClassVar[pydantic.ConfigDict] = pydantic.ConfigDict(
        strict=True, extra="forbid", frozen=True, allow_inf_nan=False
    )

    def __init__(self, **given: Any) -> None:
        """Check fields given in code, as those of a file are checked.

        Raises:
            InputError: the fields do not fit; lists every problem.
        """
        try:
            super().__init__(**given)
        except pydantic.ValidationError as error:
            raise InputError(problems_from_validation(error, type(self), given)) from None

    # Pydantic's own mark: a document inside another is then checked with it, not by a call of its own, so that every
    # problem of the whole is found at once.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]


D = TypeVar("D", bound=pydantic.BaseModel)


def load_document(path: Path | Traversable, model: type[D]) -> D:
    """Read a TOML file as ``model``.

    Raises:
        InputError: the file cannot be read, is not TOML, or does not fit the model; lists every problem.
    """
    return parse_document(read_text(path), model, str(path))


def parse_document(text: str, model: type[D], file: str | None = None) -> D:
    """Read TOML text as ``model``; ``file`` names it in messages.

    Raises:
        InputError: the text is not TOML or does not fit the model; lists every problem.
    """
    return validate_document(parse_toml(text, file), model, file)


def validate_document(data: Mapping[str, Any], model: type[D], file: str | None = None) -> D:
    """Check data already read from TOML (perhaps merged or overridden since) against ``model``.

    Raises:
        InputError: the data do not fit; lists every problem.
    """
    try:
        return model.model_validate_json(pydantic_core.to_json(data, inf_nan_mode="constants"))
    except pydantic.ValidationError as error:
        raise InputError(problems_from_validation(error, model, data, file)) from None


def read_text(path: Path | Traversable) -> str:
    """The text of a UTF-8 file.

    Raises:
        InputError: there is no such file (names the nearest one beside it), or it cannot be read as text.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"a byte at position {error.start} that is none"
        raise InputError(Problem(file=str(path), expected="UTF-8 text", found=found)) from None
    except OSError as error:
        nearest = _nearest_file(path) if isinstance(error, FileNotFoundError) else None
        reason = error.strerror or type(error).__name__
        raise InputError(
            Problem(file=str(path), expected="a readable file", found=reason.lower(), nearest=nearest)
        ) from None


def parse_toml(text: str, file: str | None = None) -> dict[str, Any]:
    """TOML text as plain data.

    Raises:
        InputError: not TOML; names line and column.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).rpartition(" (at ")
        key = place.removesuffix(")") if message else ""
        found = (message or str(error)).rstrip(".")
        found = found[:1].lower() + found[1:]
        raise InputError(Problem(file=file, key=key, expected="valid TOML", found=found)) from None


def _nearest_file(path: Path | Traversable) -> str | None:
    if not isinstance(path, Path) or not path.parent.is_dir():
        return None
    return nearest_name(path.name, (entry.name for entry in path.parent.iterdir()))
