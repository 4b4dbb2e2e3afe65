"""The recipe of the starter diarizer; see README.md."""
