"""Writes tests/golden/golden.json anew, for a change that is meant to change numbers.

``python scripts/golden.py`` writes all scenarios, ``python scripts/golden.py rongcheng`` those that are named; the others
keep what they have.
"""

import json
import sys
from pathlib import Path

from glasshouse.testing.fingerprint import Fingerprint, differences, fingerprint, scenarios

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden" / "golden.json"


def written(fingerprints: dict[str, Fingerprint]) -> str:
    """The text of the file: a block for each scenario, a line for each table."""
    blocks = []
    for name, tables in sorted(fingerprints.items()):
        lines = [f"    {json.dumps(key)}: {json.dumps(' '.join(tables[key]))}" for key in sorted(tables)]
        blocks.append(f"  {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n  }")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def read(text: str) -> dict[str, Fingerprint]:
    """The fingerprints in such a text."""
    return {name: {key: line.split() for key, line in tables.items()} for name, tables in json.loads(text).items()}


def main() -> None:
    known = scenarios()
    wanted = sys.argv[1:] or known
    if unknown := set(wanted) - set(known):
        sys.exit(f"error: no such scenario: {', '.join(sorted(unknown))}")
    before = read(GOLDEN.read_text()) if GOLDEN.exists() else {}
    after = {name: tables for name, tables in before.items() if name in known}
    for name in wanted:
        after[name] = fingerprint(name)
        changed = len(differences(before.get(name, {}), after[name]))
        print(f"{name:24} {f'{changed} fields changed' if changed else 'the same'}")
    GOLDEN.write_text(written(after))


if __name__ == "__main__":
    main()
