"""Dialogs on kept transcripts: versions, trash, tags and notes."""
