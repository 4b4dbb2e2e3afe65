"""Libraries of the Debian below, and whose they are."""

import shutil
from pathlib import Path

import pytest

from tools.build import system_libraries as module
from tools.build.system_libraries import LICENCE, system_libraries

pytestmark = pytest.mark.skipif(
    shutil.which("dpkg-query") is None, reason="libraries are told by Debian's dpkg alone"
)


def test_a_library_leads_to_its_package_and_its_words() -> None:
    (found,) = system_libraries(["libc.so.6", "libm.so.6", "libnobody.so.1"])
    assert found.files == {"libc.so.6", "libm.so.6"}
    about = found.component
    assert about.name == "libc6" and about.version.startswith("2.")
    assert about.licence == LICENCE and about.home.endswith("/glibc")
    assert "GNU" in about.text()


@pytest.mark.parametrize(
    ("words", "licence"),
    [
        ("Files: *\nCopyright: A\nLicense: GPL-3+\n", "GPL-3+"),
        ("Files: *\nCopyright: A\n B\nLicense: GPL-2\n Text\n\nFiles: lib/*\n", "GPL-2"),
        ("Files: *\nCopyright: A\nLicense: LGPL-3+ or GPL-2+\n", LICENCE),
        ("Files: *\nCopyright: A\nLicense: Expat\n\nFiles: a\nLicense: GPL-2\n", LICENCE),
        ("Files: src/*\nLicense: GPL-2\n", LICENCE),
        ("This is the Debian package of thing, under the GPL.\n", LICENCE),
    ],
)
def test_a_package_that_is_gpl_says_so(
    words: str, licence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "libc6").write_text(words, encoding="utf-8")
    monkeypatch.setattr(module, "COPYRIGHT", str(tmp_path / "{package}"))
    (found,) = system_libraries(["libc.so.6"])
    assert found.component.licence == licence
