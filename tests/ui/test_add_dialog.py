"""What the window's dialogs offer."""

from desktop_app.media.formats import EXTENSIONS
from desktop_app.ui import strings


def test_the_add_dialog_offers_what_a_folder_is_searched_for() -> None:
    offered = strings.FILTER_MEDIA.partition("(")[2].partition(")")[0].split()
    assert {name.removeprefix("*.") for name in offered} == EXTENSIONS
