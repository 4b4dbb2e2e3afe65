"""`aviary --quit [--wait SECONDS]`: asks the running window to finish and leave.

For installers: exits with 0 when no copy runs any more, 1 when the user wants it to stay, 2 when
it did not answer or end in time.
"""

import argparse
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.app.startup.single_instance import ask_to_quit, channel_name
from desktop_app.system import environment

WAIT_S = 60.0


def main(arguments: Sequence[str]) -> int:
    """Ask, wait, and return the exit code."""
    parser = argparse.ArgumentParser(prog="aviary --quit", description=__doc__)
    parser.add_argument("--wait", type=float, default=WAIT_S, metavar="SECONDS")
    options = parser.parse_args(arguments)
    app = QCoreApplication([])
    result = ask_to_quit(channel_name(environment.own_folders().config), options.wait)
    del app
    return int(result)
