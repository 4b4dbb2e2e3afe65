"""Diagnose who holds a file, and what to do about it."""
