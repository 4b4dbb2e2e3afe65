"""The transcript that is shown, recognised again and exported."""
