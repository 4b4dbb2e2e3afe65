"""Naming who speaks, by hand."""
