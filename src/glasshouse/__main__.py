"""``python -m glasshouse`` is ``glasshouse``."""

import sys


def main() -> int:
    """Run one verb from the command line of this process, and return the exit status.

    The verbs are loaded within, so that an interrupt that comes this early is told in a line as well.
    """
    try:
        from glasshouse.cli import main as run

        return run()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
