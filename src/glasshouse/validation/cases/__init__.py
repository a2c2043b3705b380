"""The cases, one file each; every file holds a `CASE`."""
