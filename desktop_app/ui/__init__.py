"""Widgets only, built from their constructors' arguments; no threads, files or engine."""
