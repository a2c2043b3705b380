"""The command line: one file per verb, each importing only what it needs.

`entry` runs a verb, `verbs` lists them, `failures` says what a user reads when something goes wrong, `output` writes
results to stdout, `progress` writes progress to stderr. ``docs/command-line.md`` describes every verb.
"""

from glasshouse.cli.entry import main

__all__ = ["main"]
