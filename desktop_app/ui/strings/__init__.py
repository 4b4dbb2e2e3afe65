"""The words of the window, in the language that was in use when these modules ran."""

import importlib
import sys


def renew() -> None:
    """Run the modules again in the language in use now.

    Whoever reads a text through its module (`strings.TITLE`) then gets the new one; nobody keeps
    one in a constant of its own (tests/test_sentences.py).
    """
    for name in [known for known in sys.modules if known.startswith(f"{__name__}.")]:
        importlib.reload(sys.modules[name])
