"""The sentences about third-party licences."""

MENU = "Third-party &licences…"
BUTTON = "Third-party licences…"
TITLE = "Third-party licences"
INTRODUCTION = (
    "Aviary is free software under the Apache License 2.0. It is made with the work of many others:"
)
SEARCH = "Search by name or licence"
LIST_NAME = "Components"
TEXT_NAME = "The licence's text"
READING = "Reading the licences…"
NOTHING_FOUND = "Nothing by this name"
NOT_BUILT = "Listed is everything in the Python environment that Aviary runs in now."
