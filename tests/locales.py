"""Environments of other countries, for programs that a test starts."""

import pytest

from tools.locales import CannotMakeLocale, in_locale

# The encodings that Linux computers of these countries had before UTF-8, and some have still.
LEGACY = (
    "zh_CN.GBK", "zh_TW.BIG5", "ja_JP.EUC-JP", "ja_JP.SJIS", "ko_KR.EUC-KR", "ru_RU.CP1251",
    "tr_TR.ISO-8859-9",
)  # fmt: skip


def environment_of(name: str) -> dict[str, str]:
    """Return a locale's environment; skip the test if it cannot be made."""
    try:
        return in_locale(name)
    except CannotMakeLocale as error:
        pytest.skip(str(error))
