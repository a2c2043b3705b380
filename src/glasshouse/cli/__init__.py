"""The command line: one file per verb, each importing only what it needs.

`main` runs a verb, `commands` lists them; `verbs` holds one file for each. In `console`, `errors` says what a user reads
when something goes wrong, `output` writes results to stdout, `progress` writes progress to stderr.
``docs/command-line.md`` describes every verb.
"""

from glasshouse.cli.main import main

__all__ = ["main"]
