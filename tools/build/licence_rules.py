"""Licences that Aviary may ship, and reviews where a name alone is not enough.

A component is refused if its licence has no known SPDX name, is not on the list, or comes without
its text. Manual reviews are in `REVIEWED`, with the reason.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

from desktop_app.system.licences import NO_TEXT

# Permissive, or binding only the library's own files (MPL, LGPL), which are separate files in the
# tree that the user can replace. No GPL or AGPL, and nothing that forbids commercial use.
ALLOWED = {
    "0BSD", "Apache-2.0", "Artistic-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause-Clear",
    "BSL-1.0", "CC-BY-4.0", "CC0-1.0", "CNRI-Python", "HPND", "ISC", "LGPL-2.0-or-later",
    "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0",
    "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Python-2.0.1", "Unlicense", "Zlib",
    "blessing", "FTL", "Apache-2.0 WITH LLVM-exception", "GPL-3.0-or-later WITH GCC-exception-3.1",
    "GPL-2.0-or-later WITH Bootloader-exception",
}  # fmt: skip
# Not in SPDX's list: used only in our own tables, each with its text.
OURS = {
    "LicenseRef-Microsoft-Redistributable", "LicenseRef-Intel-Developer-Tools",
    "LicenseRef-Intel-Simplified", "LicenseRef-Debian-Copyright-File",
}  # fmt: skip

# Authors' names for licences with an unambiguous SPDX name.
WORDS = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache": "Apache-2.0",
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache-2.0 license": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "gpl-2": "GPL-2.0-only",
    "gpl-2+": "GPL-2.0-or-later",
    "gpl-3": "GPL-3.0-only",
    "gpl-3+": "GPL-3.0-or-later",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
    "psfl": "PSF-2.0",
}


@dataclass(frozen=True, slots=True)
class Review:
    """The result of a manual review.

    Attributes:
        licence: the licence that it is used under, as SPDX.
        reason: how that is known.
    """

    licence: str
    reason: str


_BSD_3 = Review("BSD-3-Clause", "its metadata say only BSD; the text in it has three clauses")
_LIBRARY_PARAGRAPH = "its own paragraph in the copyright file, of a package that is GPL elsewhere"
# By the name of a distribution or Debian package, in lower case, with hyphens.
REVIEWED = {
    "antlr4-python3-runtime": Review("BSD-3-Clause", "https://www.antlr.org/license.html"),
    "colorama": _BSD_3,
    "jinja2": _BSD_3,
    "libblkid1": Review("LGPL-2.1-or-later", _LIBRARY_PARAGRAPH),
    "libcom-err2": Review("MIT", "NOTICE of e2fsprogs, for its folder lib/et"),
    "libkeyutils1": Review("LGPL-2.0-or-later", _LIBRARY_PARAGRAPH),
    "libmount1": Review("LGPL-2.1-or-later", _LIBRARY_PARAGRAPH),
    "libuuid1": Review("BSD-3-Clause", _LIBRARY_PARAGRAPH),
    "llvmlite": Review(
        "BSD-2-Clause AND Apache-2.0 WITH LLVM-exception",
        "its files LICENSE and LICENSE.thirdparty; Windows' wheel says nothing in its metadata",
    ),
    "mpmath": _BSD_3,
    "numba": Review("BSD-2-Clause", "its metadata say only BSD; the text in it has two clauses"),
    "nvidia-ml-py": Review("BSD-3-Clause", "the first lines of its file pynvml.py"),
    "omegaconf": _BSD_3,
    "packaging": Review("Apache-2.0 OR BSD-2-Clause", "its file LICENSE"),
    "pyinstaller": Review(
        "GPL-2.0-or-later WITH Bootloader-exception",
        "COPYING.txt: programs that it freezes may have any licence",
    ),
    "pyinstaller-hooks-contrib": Review(
        "Apache-2.0", "LICENSE: what it puts into frozen programs is Apache-2.0"
    ),
    "pyside6": Review("LGPL-3.0-only", "one of three to choose from"),
    "pyside6-addons": Review("LGPL-3.0-only", "one of three to choose from"),
    "pyside6-essentials": Review("LGPL-3.0-only", "one of three to choose from"),
    "scipy": _BSD_3,
    "shiboken6": Review("LGPL-3.0-only", "one of three to choose from"),
    "sympy": _BSD_3,
    "text-unidecode": Review("Artistic-1.0-Perl", "README: Artistic or GPL, to choose from"),
    "ttconv": Review("BSD-2-Clause", "its metadata say only BSD; the text in it has two clauses"),
}
# Licences not listed above that a reviewed component may have.
REVIEWED_LICENCES = {"Artistic-1.0-Perl"}


def key(name: str) -> str:
    """Normalise a distribution's name for these tables."""
    return re.sub(r"[-_. ]+", "-", name).casefold()


def spdx(name: str, words: str) -> str:
    """Return a component's licence as an SPDX expression, or its author's words if it is none."""
    review = REVIEWED.get(key(name))
    if review is not None:
        return review.licence
    expression = WORDS.get(words.casefold(), words)
    try:
        parsed = _licensing().parse(expression, validate=True, strict=True)
    except ExpressionError:
        return words
    return str(parsed) if parsed is not None else ""


def objections(components: Iterable[tuple[str, str, str]]) -> list[str]:
    """Return a sentence for each component that Aviary may not ship.

    Args:
        components: name, licence as `spdx` gives it, and text of each.
    """
    found = []
    for name, licence, text in components:
        if not text.strip() or text == NO_TEXT:
            found.append(f"{name}: there is no text of its licence ({licence or 'unknown'}).")
        if licence in OURS:
            continue
        refused = _refused(licence, key(name) in REVIEWED)
        if refused:
            found.append(f"{name}: {refused}")
    return found


def _refused(licence: str, is_reviewed: bool) -> str:  # noqa: FBT001 - private, named by its caller
    try:
        parsed = _licensing().parse(licence, validate=True, strict=True)
    except ExpressionError:
        return f"“{licence}” is not the SPDX name of a licence; look, and add it to REVIEWED."
    if parsed is None:
        return "its licence is not known; look, and add it to REVIEWED."
    allowed = ALLOWED | REVIEWED_LICENCES if is_reviewed else ALLOWED
    return "" if _is_allowed(parsed, allowed) else f"“{licence}” is not among the allowed licences."


def _is_allowed(node: Any, allowed: set[str]) -> bool:  # noqa: ANN401 - boolean.py has no types
    arguments = getattr(node, "args", ())
    if not arguments or hasattr(node, "license_symbol"):
        return str(node) in allowed
    one_is_enough = type(node).__name__ == "OR"
    return (any if one_is_enough else all)(_is_allowed(part, allowed) for part in arguments)


@cache
def _licensing() -> Any:  # noqa: ANN401 - boolean.py has no types
    return get_spdx_licensing()
