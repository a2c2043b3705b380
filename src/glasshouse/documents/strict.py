"""Strict documents: the one place that turns TOML into frozen, checked models.

Every file that a user can write (scenarios, systems, channels, facts) is a ``Document``. Unknown keys are
errors, nothing is converted silently, and every problem is reported at once, with its key, what was expected
and the nearest valid name.
"""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pydantic
import pydantic_core

from glasshouse.documents.problems import problems_from_validation
from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.errors import InputError

__all__ = ["Document", "load_document", "parse_document", "problems_from_validation", "validate_document"]


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

    @property
    def is_idle(self) -> bool:
        """Whether it is off in a way that makes all its quantities move nothing, so that they are not told."""
        return False


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


def validate_document(data: object, model: type[D], file: str | None = None) -> D:
    """Check data already read from TOML (perhaps merged or overridden since) against ``model``.

    Raises:
        InputError: the data do not fit; lists every problem.
    """
    try:
        return model.model_validate_json(pydantic_core.to_json(data, inf_nan_mode="constants"))
    except pydantic.ValidationError as error:
        raise InputError(problems_from_validation(error, model, data, file)) from None
