"""`python -m filmscore doctor`: a look at this machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line if left out.

    Returns
    -------
    int
        0 when all that is needed works.
    """
    parser = argparse.ArgumentParser(prog="python -m filmscore", description="The film-scoring course.")
    commands = parser.add_subparsers(dest="command", metavar="command")
    commands.add_parser("doctor", help="look whether everything the course needs is here")
    chosen = parser.parse_args(arguments)
    if chosen.command is None:
        parser.print_help()
        return 2
    from .course.doctor import doctor

    made = doctor()
    print(made.details)
    return 0 if made.works else 1


if __name__ == "__main__":
    sys.exit(main())
