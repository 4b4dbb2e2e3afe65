"""Errors of the library; what was committed before stays.

LibraryError
  LibraryFull            its drive is full; also a DiskFull
  LibraryNotWritable     its folder or file is read-only, or gone
  LibraryMoved           its file was moved or deleted while it was open
  LibraryBusy            another program holds it too long
  LibraryNewer           a newer version of Aviary wrote it
  LibraryDamaged         a part of it cannot be read
    DamagedInUse         and another program has it open
  BackupDamaged          the same of a backup, which nothing recovers
  LibraryOnNetwork       its folder is on a network drive, where it would not be safe
  NotALibrary            the file is something else
  NotInLibrary           it holds no such job or transcript
  TextChanged            another program changed the text that was to be edited
  TranscriptNotKept      a finished text waits in memory
  WordsUnreadable        a file is no list of words
  JobTaken               another running program works on this job
  LibraryClosed          the program is ending
"""

from desktop_app.core.errors import Action, AppError, DiskFull
from desktop_app.core.sentences import tr


class LibraryError(AppError):
    """Base class of problems with the library; used itself for what has no kind of its own."""

    title = tr("Library not available")
    remedy = tr("Restart Aviary; if it happens again, copy the details and report them.")
    typed_remedy = tr(
        "Try again; if it happens again, report it with the file of `aviary doctor --save`."
    )
    action = Action.COPY_DETAILS


class LibraryFull(LibraryError, DiskFull):
    """The drive of the library is full."""

    title = tr("No space for the library")
    remedy = tr("Free some space on that drive; Aviary then keeps what is waiting.")
    typed_remedy = tr("Free some space on that drive, then try again.")
    action = Action.RETRY


class LibraryNotWritable(LibraryError):
    """The library's folder or file cannot be written."""

    title = tr("Library not writable")
    remedy = tr("Ask for permission to write there, or choose another folder for the library.")
    typed_remedy = tr(
        "Ask for permission to write there, or keep the library elsewhere with AVIARY_HOME."
    )
    action = Action.CHOOSE_FOLDER


class LibraryMoved(LibraryError):
    """The library's file is no longer where it was opened; nothing is written to it any more."""

    title = tr("Library moved or deleted")
    remedy = tr(
        "Put its folder back where it was: Aviary then keeps what is waiting. If it is deleted, "
        "export what you need and restart Aviary, which begins a new library."
    )
    typed_remedy = tr("Put its folder back where it was, then try again.")
    action = Action.RETRY


class LibraryBusy(LibraryError):
    """Another program holds the library."""

    title = tr("Library in use")
    remedy = tr("Wait until the other program has finished, or close it, then try again.")
    typed_remedy = ""
    action = Action.RETRY


class LibraryNewer(LibraryError):
    """A newer version of Aviary wrote the library; it was not touched."""

    title = tr("Library of a newer Aviary")
    remedy = tr("Use that version of Aviary, or choose another folder for the library.")
    typed_remedy = tr(
        "Use that version of Aviary, or keep another library elsewhere with AVIARY_HOME."
    )
    action = Action.CHOOSE_FOLDER


class LibraryDamaged(LibraryError):
    """A part of the library cannot be read; the next start recovers the rest."""

    title = tr("Library damaged")
    remedy = tr(
        "Restart Aviary: it sets the damaged file aside and recovers everything that can be read."
    )
    typed_remedy = tr(
        "Try again: Aviary sets the damaged file aside and recovers everything that can be read."
    )
    action = Action.NONE


class DamagedInUse(LibraryDamaged):
    """A part of the library cannot be read, and another program has it open."""

    title = tr("Library damaged and in use")
    remedy = tr("Close the other Aviary; then start this one again, which recovers it.")
    typed_remedy = tr("Close the other Aviary, then try again, which recovers it.")


class BackupDamaged(LibraryError):
    """A backup cannot be read throughout; nothing was taken from it."""

    title = tr("Backup damaged")
    remedy = tr("Choose an older backup. Nothing was changed.")
    typed_remedy = tr("Take an older backup. Nothing was changed.")
    action = Action.NONE


class LibraryOnNetwork(LibraryError):
    """The library's folder is on a network drive."""

    title = tr("Library on the network")
    remedy = tr("Choose a folder on this computer for the library.")
    typed_remedy = ""
    action = Action.CHOOSE_FOLDER


class NotALibrary(LibraryError):
    """The file is not a library of Aviary."""

    title = tr("Not a library")
    remedy = tr("Choose a file that Aviary wrote as a backup of its library.")
    typed_remedy = ""
    action = Action.NONE


class NotInLibrary(LibraryError):
    """The job or transcript is not in the library, or no longer."""

    title = tr("Not in the library")
    remedy = tr("Another program may have deleted it; look at the list again.")
    typed_remedy = tr("See `aviary library list`.")
    action = Action.NONE


class TextChanged(LibraryError):
    """The text is another one than that which was to be edited; it stays as it is."""

    title = tr("Text changed elsewhere")
    remedy = tr("Both texts are kept: compare them under “Versions”.")
    typed_remedy = ""
    action = Action.NONE


class TranscriptNotKept(LibraryError):
    """The library cannot take a finished transcript now."""

    title = tr("Text not kept")
    remedy = tr(
        "Export it before you close Aviary; it is kept as soon as the library can be written."
    )
    typed_remedy = tr("It is in the output alone.")
    action = Action.NONE


class WordsUnreadable(LibraryError):
    """A file with words is none, or cannot be read."""

    title = tr("No list of words")
    remedy = tr("Choose a text file in UTF-8 with one word a line.")
    typed_remedy = ""
    action = Action.NONE


class JobTaken(LibraryError):
    """Another running program works on the job."""

    title = tr("In use by another Aviary")
    remedy = tr("Let the other program finish it, or stop it there.")
    typed_remedy = ""
    action = Action.NONE


class LibraryClosed(LibraryError):
    """The library was closed before this was written."""

    title = tr("Library closed")
