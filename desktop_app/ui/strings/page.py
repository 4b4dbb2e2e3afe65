"""The sentences of the page: reading, correcting and finding."""

from desktop_app.core.sentences import tr

UNSURE = tr("Aviary is {percent} % sure of this word.")
NO_SPEAKER = tr("No speaker yet")
BACK_TO_SPOKEN = tr("Back to what is spoken")
