"""The languages of the window, and the one in use.

English is in the program's source; each other language is a file that Qt Linguist made
(`resources/translations`), and brings Qt's own words, its decimal signs and its dates.
"""

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop_app import APP_NAME
from desktop_app.core import sentences
from desktop_app.system.folders import RESOURCES
from desktop_app.ui import strings

TRANSLATIONS = RESOURCES / "translations"
SOURCE = "en"
# Each in its own words, for those who cannot read the others.
LANGUAGES: Mapping[str, str] = MappingProxyType({SOURCE: "English", "de": "Deutsch"})
# The context of every text of ours (tools/translation.py).
CONTEXT = APP_NAME

logger = logging.getLogger(__name__)


def language_of_system() -> str:
    """Return the first of the user's languages that there is; else English."""
    codes = (name.partition("-")[0] for name in QLocale.system().uiLanguages())
    return next((code for code in codes if code in LANGUAGES), SOURCE)


class InterfaceLanguage:
    """The language that the window's texts are in.

    Args:
        app: takes Qt's own translations.
        folder: where the files of ours are.
    """

    def __init__(self, app: QCoreApplication, folder: Path = TRANSLATIONS) -> None:
        self._app = app
        self._folder = folder
        self._qts = QTranslator()
        self.code = SOURCE

    def choose(self, wanted: str) -> bool:
        """Put a language into use, for all that is made from now on.

        Args:
            wanted: its code; "" for the system's.

        Returns:
            Whether it is another one than before.
        """
        code = wanted or language_of_system()
        if code == self.code:
            return False
        found = self._read(code)
        self._app.removeTranslator(self._qts)
        self._qts = QTranslator()
        if self._qts.load(f"qtbase_{code}", QLibraryInfo.path(_QT_TRANSLATIONS)):
            self._app.installTranslator(self._qts)
        locale = QLocale(QLocale.codeToLanguage(code), QLocale.system().territory())
        QLocale.setDefault(locale)
        sentences.use(
            sentences.Language(found, locale.decimalPoint(), locale.groupSeparator())
            if found
            else sentences.Language()
        )
        strings.renew()
        self.code = code
        return True

    def _read(self, code: str) -> sentences.Lookup | None:
        """Return the lookup of a language; None for English, also where its file is missing."""
        if code == SOURCE:
            return None
        translator = QTranslator()
        if not translator.load(f"aviary_{code}", str(self._folder)):
            logger.error("there is no translation aviary_%s in %s", code, self._folder)
            return None
        return partial(translator.translate, CONTEXT)


_QT_TRANSLATIONS = QLibraryInfo.LibraryPath.TranslationsPath
