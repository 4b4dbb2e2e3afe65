"""A second look: what of a transcript is worth checking, and what was checked."""
