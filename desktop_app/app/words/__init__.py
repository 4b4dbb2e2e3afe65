"""The user's own words, and changes of many transcripts at once."""
