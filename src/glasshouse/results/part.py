"""What the parts of results documents are made of: a strict base, and a way to say what a key means."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field


def told(description: str, unit: str = "") -> Any:
    """What a key means, and its unit."""
    return Field(description=description, json_schema_extra={"unit": unit} if unit else None)


class Part(BaseModel):
    """Base of every part: frozen, no unknown keys, no number that is not finite."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)

    def document(self) -> dict[str, Any]:
        """As plain JSON, with the keys that were given."""
        return self.model_dump(mode="json", exclude_unset=True)
