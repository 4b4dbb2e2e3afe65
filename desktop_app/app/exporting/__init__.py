"""Export transcripts: one, many, and automatically."""
