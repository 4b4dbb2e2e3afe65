"""Sentences about commands: the command list, the page of keys, and why a command cannot be run."""

from desktop_app.core.sentences import tr

# Why a command of a menu is grey.
NEEDS_TEXT = tr("Choose a recording that has a text first.")
NEEDS_DONE = tr("Choose a finished transcript first.")
NEEDS_VERSIONS = tr("Choose a transcript that has several versions first.")
NEEDS_ANY_DONE = tr("No recording is finished yet.")
NEEDS_CHOSEN = tr("Choose a recording in the list that this applies to first.")
NEEDS_WAITING = tr("No recording waits to be started.")
NEEDS_WORK = tr("Nothing is being transcribed.")
NEEDS_FAILED = tr("No recording has failed.")
NEEDS_LIBRARY = tr("The library is not open, or is at work.")
NEEDS_CHANGE = tr("There is no change that could be undone.")
NEEDS_UNDONE = tr("Nothing was undone.")
NEEDS_REMOVED = tr("No recording was removed.")
NEEDS_ITEMS = tr("There is nothing to check in this text.")
NEEDS_PART = tr("Put the cursor into a part that can be recognised again first.")
NEEDS_PAIR = tr("No part was just recognised again.")
NEEDS_SOUND = tr("Choose a recording that can be played first.")
NEEDS_VIDEO = tr("This recording has no pictures.")
NEEDS_OTHER_SPEED = tr("The speed is normal already.")
NEEDS_NAMING = tr("Choose a finished transcript, whose speakers can be named, first.")
NEEDS_SPEAKER = tr("Put the cursor into the words of a speaker first.")
NEEDS_IDLE_MODEL = tr("No model is in memory, or it is at work.")
NEEDS_NOTICE = tr("There is no note.")

LIST_MENU = tr("All co&mmands…")

SPEAKER_HERE = tr("Speaker {number} speaks here")
SPEAKER_FROM_HERE = tr("Speaker {number} speaks from here on")
PLAY_OR_PAUSE = tr("Play or pause")
RETRY = tr("Retry or continue")

LIST_TITLE = tr("All commands")
LIST_NAME = tr("Commands")
LIST_SEARCH = tr("Search commands")
LIST_HINT = tr("Enter runs the command, Escape closes.")
NONE_FOUND = tr("No command is called so.")
NOT_NOW = tr("not possible now")
WITH_REASON = tr("{path} · {reason}")
# A command of a submenu, such as "Order: Move up".
IN_SUBMENU = tr("{menu}: {command}")

# The page of keys.
KEYS_NAME = tr("Commands and their keys")
KEY_COLUMNS = (tr("Command"), tr("Key"), tr("Second key"))
KEYS_SEARCH = tr("Search commands and keys")
KEY_FIELD, SECOND_FIELD = tr("&Key"), tr("&Second key")
KEY_NAMES = (tr("{command}: key"), tr("{command}: second key"))
KEYS_NOTE = tr(
    "Choose a command, click a field and press the key; Backspace in the field takes it away. A "
    "foot pedal or a media key that acts as a keyboard works, too."
)
PRESS_KEY = tr("Press a key")
RESET_ONE = tr("As &usual")
CHOOSE_COMMAND = tr("Choose a command in the list.")
KEY_TYPES = tr("{key} alone belongs to the text. Hold Ctrl or Alt with it, or take a function key.")
KEY_TAKEN = tr("{key} is already the key of “{other}”.")
KEY_OF_TEXT = tr(
    "{key} moves through a text or changes it: while you correct, the command would not hear it."
)
KEY_OF_MENU = tr("{key} opens the menu {menu}, and would no longer do so.")
KEY_OF_QT = tr("{key} opens a menu in most programs, and the command may not hear it.")
KEY_OF_DESKTOP = tr("{key} is often taken by the desktop, and then never comes to Aviary.")
KEY_OF_MEDIA = tr("{key} comes to Aviary only if no other player and no desktop takes it.")
TAKE_FROM = tr("&Take it from “{other}”")
USE_ANYWAY = tr("&Use it all the same")
KEEP_AS_IT_IS = tr("&Leave it")
