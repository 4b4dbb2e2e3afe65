"""Dialogs that belong to no one feature."""
