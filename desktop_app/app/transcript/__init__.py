"""Show transcripts, redo parts of them, and export them."""
