"""`aviary --quit [--wait SECONDS]`: ask the running window to close.

For installers: exits with 0 if no copy is running any more, 1 if the user refuses, 2 if it did not
answer or exit in time.
"""

import argparse
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.app.startup.single_instance import ask_to_quit, channel_name
from desktop_app.system import environment

WAIT_S = 60.0


def main(arguments: Sequence[str]) -> int:
    """Ask, wait and return the exit code."""
    parser = argparse.ArgumentParser(prog="aviary --quit", description=__doc__)
    parser.add_argument("--wait", type=float, default=WAIT_S, metavar="SECONDS")
    options = parser.parse_args(arguments)
    app = QCoreApplication([])
    result = ask_to_quit(channel_name(environment.own_folders().config), options.wait)
    del app
    return int(result)
