"""What a process has in memory before `tests/warm_commands.py` forks it."""

import desktop_app.cli.main  # noqa: F401 - every command
from desktop_app.engine.nemo.importing import import_nemo

import_nemo()
