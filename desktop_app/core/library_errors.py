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
from desktop_app.core.sentences import Marked


class LibraryError(AppError):
    """Base class of problems with the library; used itself for what has no kind of its own."""

    title = Marked("Library not available")
    remedy = Marked("Restart Aviary; if it happens again, copy the details and report them.")
    typed_remedy = Marked(
        "Try again; if it happens again, report it with the file of `aviary doctor --save`."
    )
    action = Action.COPY_DETAILS


class LibraryFull(LibraryError, DiskFull):
    """The drive of the library is full."""

    title = Marked("No space for the library")
    remedy = Marked("Free some space on that drive; Aviary then keeps what is waiting.")
    typed_remedy = Marked("Free some space on that drive, then try again.")
    action = Action.RETRY


class LibraryNotWritable(LibraryError):
    """The library's folder or file cannot be written."""

    title = Marked("Library not writable")
    remedy = Marked("Ask for permission to write there, or choose another folder for the library.")
    typed_remedy = Marked(
        "Ask for permission to write there, or keep the library elsewhere with AVIARY_HOME."
    )
    action = Action.CHOOSE_FOLDER


class LibraryMoved(LibraryError):
    """The library's file is no longer where it was opened; nothing is written to it any more."""

    title = Marked("Library moved or deleted")
    remedy = Marked(
        "Put its folder back where it was: Aviary then keeps what is waiting. If it is deleted, "
        "export what you need and restart Aviary, which begins a new library."
    )
    typed_remedy = Marked("Put its folder back where it was, then try again.")
    action = Action.RETRY


class LibraryBusy(LibraryError):
    """Another program holds the library."""

    title = Marked("Library in use")
    remedy = Marked("Wait until the other program has finished, or close it, then try again.")
    typed_remedy = Marked("")
    action = Action.RETRY


class LibraryNewer(LibraryError):
    """A newer version of Aviary wrote the library; it was not touched."""

    title = Marked("Library of a newer Aviary")
    remedy = Marked("Use that version of Aviary, or choose another folder for the library.")
    typed_remedy = Marked(
        "Use that version of Aviary, or keep another library elsewhere with AVIARY_HOME."
    )
    action = Action.CHOOSE_FOLDER


class LibraryDamaged(LibraryError):
    """A part of the library cannot be read; the next start recovers the rest."""

    title = Marked("Library damaged")
    remedy = Marked(
        "Restart Aviary: it sets the damaged file aside and recovers everything that can be read."
    )
    typed_remedy = Marked(
        "Try again: Aviary sets the damaged file aside and recovers everything that can be read."
    )
    action = Action.NONE


class DamagedInUse(LibraryDamaged):
    """A part of the library cannot be read, and another program has it open."""

    title = Marked("Library damaged and in use")
    remedy = Marked("Close the other Aviary; then start this one again, which recovers it.")
    typed_remedy = Marked("Close the other Aviary, then try again, which recovers it.")


class BackupDamaged(LibraryError):
    """A backup cannot be read throughout; nothing was taken from it."""

    title = Marked("Backup damaged")
    remedy = Marked("Choose an older backup. Nothing was changed.")
    typed_remedy = Marked("Take an older backup. Nothing was changed.")
    action = Action.NONE


class LibraryOnNetwork(LibraryError):
    """The library's folder is on a network drive."""

    title = Marked("Library on the network")
    remedy = Marked("Choose a folder on this computer for the library.")
    typed_remedy = Marked("")
    action = Action.CHOOSE_FOLDER


class NotALibrary(LibraryError):
    """The file is not a library of Aviary."""

    title = Marked("Not a library")
    remedy = Marked("Choose a file that Aviary wrote as a backup of its library.")
    typed_remedy = Marked("")
    action = Action.NONE


class NotInLibrary(LibraryError):
    """The job or transcript is not in the library, or no longer."""

    title = Marked("Not in the library")
    remedy = Marked("Another program may have deleted it; look at the list again.")
    typed_remedy = Marked("See `aviary library list`.")
    action = Action.NONE


class TextChanged(LibraryError):
    """The text is another one than that which was to be edited; it stays as it is."""

    title = Marked("Text changed elsewhere")
    remedy = Marked("Both texts are kept: compare them under “Versions”.")
    typed_remedy = Marked("")
    action = Action.NONE


class TranscriptNotKept(LibraryError):
    """The library cannot take a finished transcript now."""

    title = Marked("Text not kept")
    remedy = Marked(
        "Export it before you close Aviary; it is kept as soon as the library can be written."
    )
    typed_remedy = Marked("It is in the output alone.")
    action = Action.NONE


class WordsUnreadable(LibraryError):
    """A file with words is none, or cannot be read."""

    title = Marked("No list of words")
    remedy = Marked("Choose a text file in UTF-8 with one word a line.")
    typed_remedy = Marked("")
    action = Action.NONE


class JobTaken(LibraryError):
    """Another running program works on the job."""

    title = Marked("In use by another Aviary")
    remedy = Marked("Let the other program finish it, or stop it there.")
    typed_remedy = Marked("")
    action = Action.NONE


class LibraryClosed(LibraryError):
    """The library was closed before this was written."""

    title = Marked("Library closed")
