"""Calls to Windows."""
