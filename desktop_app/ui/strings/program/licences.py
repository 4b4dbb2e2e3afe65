"""The sentences about third-party licences."""

from desktop_app.core.sentences import tr

MENU = tr("Third-party &licences…")
BUTTON = tr("Third-party licences…")
TITLE = tr("Third-party licences")
INTRODUCTION = tr(
    "Aviary is free software under the Apache License 2.0. It includes the work of many others:"
)
SEARCH = tr("Search by name or licence")
LIST_NAME = tr("Components")
TEXT_NAME = tr("Licence text")
READING = tr("Reading the licences…")
NOTHING_FOUND = tr("Nothing found")
NOT_BUILT = tr("This lists everything in the Python environment that Aviary runs in.")
