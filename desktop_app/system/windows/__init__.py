"""Calls into Windows."""
