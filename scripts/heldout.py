"""Writes benchmarks/heldout.json anew: published figures and studies that no value was set by, beside the model.

``python scripts/heldout.py`` runs all experiments in full (about five minutes on two cores); what the same code ran before is
used again. The documentation makes its table of the file.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import glasshouse as gh

PLACE = Path(__file__).resolve().parent.parent / "benchmarks" / "heldout.json"


def _short(value: Any) -> Any:
    """The same with five digits."""
    if isinstance(value, dict):
        return {name: _short(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_short(each) for each in value]
    return float(f"{value:.5g}") if isinstance(value, float) else value


def main() -> None:
    found = gh.validate_data(quick="--quick" in sys.argv[1:])
    document = {"date": datetime.now(UTC).date().isoformat(), **json.loads(json.dumps(found.document))}
    PLACE.write_text(json.dumps(_short(document), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(found)


if __name__ == "__main__":
    main()
