"""Bring a damaged library back, and say what is lost."""
