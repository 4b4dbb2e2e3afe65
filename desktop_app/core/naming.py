"""The vocabulary of exported files' names; `export/names.py` fills the templates."""

from enum import StrEnum

FIELDS = ("name", "date", "time", "model", "language", "speakers", "format")
DEFAULT_TEMPLATE = "{name}"
# Long enough for every field with words between; a name may have 255.
LONGEST_TEMPLATE = 200


class WhenTaken(StrEnum):
    """What happens when a file of that name exists; a recording is never replaced."""

    NUMBER = "number"
    REPLACE = "replace"
    SKIP = "skip"
