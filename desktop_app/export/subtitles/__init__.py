"""Subtitles: what they must keep to, how a text becomes cues, and how cues are written."""
