"""Writes the packaged portraits of the library's systems anew: src/glasshouse/library/portraits/NAME.json.

``python scripts/portraits.py`` makes those that are there already, ``python scripts/portraits.py sesame`` those that are named.
Each is ten years of four worlds with 2,560 people and three seeds: some minutes of an idle core. Nothing else makes them, and no
test does; a page that shows one says when it was made and whether its scenario has changed since.
"""

import datetime
import json
import os
import sys
from pathlib import Path
from typing import Any, Final

import glasshouse as gh
from glasshouse import library
from glasshouse.portraits.packaged import package

PLACE: Final = Path(library.__file__).with_name("portraits")
CITIZENS: Final = 2560
SEEDS: Final = 3


def portrait(name: str) -> dict[str, Any]:
    """Make one portrait; what was lived before, in runs/, is used again."""
    found = gh.portrait(name, citizens=CITIZENS, seed=1, seeds=SEEDS, assumptions=0, workers=1)
    return package(found.results, datetime.datetime.now(tz=datetime.UTC).date().isoformat())


def write(kept: dict[str, Any]) -> None:
    """Write one, a line a dimension."""
    lines = ",\n".join(f"    {json.dumps(each)}" for each in kept["dimensions"])
    heads = "".join(f"  {json.dumps(key)}: {json.dumps(each)},\n" for key, each in kept.items() if key != "dimensions")
    PLACE.mkdir(exist_ok=True)
    text = f'{{\n{heads}  "dimensions": [\n{lines}\n  ]\n}}\n'
    (PLACE / f"{kept['scenario']}.json").write_text(text, encoding="utf-8")


def main() -> None:
    os.nice(10)
    for name in sys.argv[1:] or sorted(each.stem for each in PLACE.glob("*.json")):
        write(portrait(name))
        print(name, flush=True)


if __name__ == "__main__":
    main()
