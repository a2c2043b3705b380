"""Speed and memory in one document: ``python benchmarks/results.py [--quick]`` writes ``benchmarks/results.json``.

The measurements live in ``glasshouse.benchmark``, so that ``glasshouse bench`` works without this folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from glasshouse.benchmark.results import measure


def main() -> None:
    found = measure(quick="--quick" in sys.argv[1:], say=lambda line: print(line, file=sys.stderr))
    target = Path(__file__).with_name("results.json")
    target.write_text(json.dumps(found, indent=2) + "\n")
    for key, value in found.items():
        if key not in ("environment", "spread"):
            print(f"{key:24s} {value}")
    print(target.name)


if __name__ == "__main__":
    main()
