"""What was checked of a transcript comes back, and goes with it."""

from pathlib import Path

import pytest

from desktop_app.core.library_errors import NotInLibrary
from tests.unit.library.stored_things import a_job, a_transcript, opened

UNSURE = ("unsure", 1200, "quick brown")
GAP = ("gap", 0, "")
UNTIMED = ("unsure", None, "odd \udcff")


def test_what_is_checked_comes_back_each_once_and_goes_with_its_transcript(tmp_path: Path) -> None:
    one, other = a_job(), a_job()
    with opened(tmp_path) as library:
        for job in (one, other):
            library.finish_job(job.key, a_transcript("A text."), job.request)
        for mark in (UNSURE, GAP, UNTIMED, UNSURE, UNTIMED):
            library.set_checked(one.key, mark, is_checked=True).result()
        library.set_checked(other.key, GAP, is_checked=True).result()
        library.set_checked(one.key, GAP, is_checked=False).result()
        library.set_checked(one.key, ("gap", 7, ""), is_checked=False).result()
    with opened(tmp_path) as library:
        assert library.checked(one.key) == {UNSURE, UNTIMED}
        assert library.checked(other.key) == {GAP}
        library.trash([one.key]).result()
        library.restore([one.key]).result()
        assert library.checked(one.key) == {UNSURE, UNTIMED}
        library.delete([one.key]).result()
        assert library.checked(one.key) == set()
        with pytest.raises(NotInLibrary):
            library.set_checked(one.key, GAP, is_checked=True).result()
        assert library.verify() == []
