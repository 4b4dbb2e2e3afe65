"""Opens every window in a language of brackets: `python -m tests.ui.marked_windows`.

Each marked text stands in brackets. Prints, as one JSON list, every text that a widget shows and
that no mark stands around.
"""

# ruff: noqa: E402 - the language is chosen before anything that has texts is imported
import json
import os
import sys
import tempfile
from pathlib import Path

from desktop_app.core import sentences

BEGIN, END = "⟦", "⟧"
sentences.use(sentences.Language(lambda text, _note: f"{BEGIN}{text}{END}"))

from PySide6.QtWidgets import QApplication

from tests.ui.showing_windows import Studio
from tests.ui.window_words import texts


def main() -> int:
    """All of them, one after the other."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["AVIARY_HOME"] = home
        studio = Studio(QApplication([]), Path(home))
        said: set[str] = set()
        for _, window in studio.windows():
            studio.settle()
            said.update(texts(window))
            if window is not studio.window:
                window.hide()
        studio.services.shutdown()
    unmarked = sorted(text for text in said if BEGIN not in text and any(map(str.isalpha, text)))
    sys.stdout.write(json.dumps(unmarked) + "\n")
    sys.stdout.flush()
    os._exit(0)  # whether threads ended in time is asked elsewhere, with patience


if __name__ == "__main__":
    sys.exit(main())
