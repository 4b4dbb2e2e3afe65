"""Every sentence of the help: the guide, the list of keys, and what Aviary is."""

from desktop_app.core.sentences import tr

GUIDE_MENU = tr("G&uide")
SHORTCUTS_MENU = tr("&Keyboard shortcuts")
CLOSE = tr("Close")

GUIDE_TITLE = tr("Guide")
# Each a heading and what is said below it.
GUIDE = (
    (
        tr("1. Get a speech model"),
        tr(
            "A model turns speech into text. The small one that comes with Aviary is only for "
            "trying. Open Models > Manage models and download one; it is done once."
        ),
    ),
    (
        tr("2. Add recordings or videos"),
        tr(
            "Drop them on the window, or press Add. Whole folders work, too. They are transcribed "
            "one after the other, on this computer; nothing is uploaded."
        ),
    ),
    (
        tr("3. Read, listen and correct"),
        tr(
            "Choose a recording in the list. Space plays it, a click on a word goes there. Type to "
            "correct the text, and press Escape when you are done. Words that the model was not "
            "sure of are marked, and F8 goes from one place to check to the next."
        ),
    ),
    (
        tr("4. Say who speaks"),
        tr(
            "Speakers > Find speakers listens for who says what; say how many there are if you "
            "know it. Where every speaker has a channel, no model is needed. Click on a name in "
            "the margin to change it. F4 shows who talks how long, lets each be heard, and shows "
            "only what some of them say."
        ),
    ),
    (
        tr("5. Hand the text on"),
        tr(
            "Export makes a Word document, subtitles, plain text and more, and shows before what "
            "the file will be. Drag the title of the page into a folder or a mail to do it at "
            "once. Edit > Copy transcript puts the text on the clipboard."
        ),
    ),
    (
        tr("Nothing is lost"),
        tr(
            "Each word is on the disk before it is on the screen. Close Aviary at any time: it "
            "goes on where it was. Corrections can be undone, also tomorrow, and what you delete "
            "waits in the trash."
        ),
    ),
)
ALL_KEYS = tr("All keys…")

SHORTCUTS_TITLE = tr("Keyboard shortcuts")
SHORTCUTS_LIST = tr("Shortcuts")
SEARCH = tr("Search commands and keys")
COMMAND, KEYS = tr("Command"), tr("Keys")
CHANGE_KEYS = tr("Change keys…")
NONE_FOUND = tr("No command and no key is called so.")
EVERYWHERE = tr("Everywhere")
ON_PAGE = tr("On the page")
# Keys of the text and of the waveform below it, with what they do.
PAGE_KEYS = (
    ("Space", tr("Play or pause, while you read")),
    ("F2", tr("Correct the text; so does any letter")),
    ("Tab", tr("Play or pause, while you correct")),
    ("Shift+Tab", tr("Go back a little, while you correct")),
    ("Esc", tr("Stop correcting")),
    ("Return", tr("Begin a paragraph, while you correct")),
    ("Shift+Return", tr("Begin a sentence, while you correct")),
    ("+, -, 0", tr("Zoom the waveform in, out, and to the whole")),
    ("Shift+Left, Shift+Right", tr("Select a part of the waveform to repeat")),
)
# What the mouse does there, written as the keys are.
PAGE_MOUSE = (
    (tr("Drag with Shift"), tr("Loop a part of the waveform")),
    (tr("Double click"), tr("Go from the waveform to the word")),
)
# Keys of the whole window that no menu has.
EVERYWHERE_KEYS = (
    ("Tab", tr("From one part of the window to the next")),
    ("Menu", tr("Menu of what is selected")),
)

ABOUT_TITLE = tr("About {name}")
VERSION = tr("Version {version}")
ABOUT = (
    tr("Aviary turns recordings and videos into text, on this computer. Nothing is uploaded."),
    tr("Read, listen, correct and name the speakers on one page, then hand the text on."),
    tr("It works with the Parakeet and Canary models of NVIDIA NeMo, and is free software."),
)
TECHNICAL = tr("Technical notes")
