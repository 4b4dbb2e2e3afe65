"""Texts from elsewhere become transcripts of the library."""
