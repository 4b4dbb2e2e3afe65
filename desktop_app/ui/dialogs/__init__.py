"""Dialogs that no single feature owns."""
