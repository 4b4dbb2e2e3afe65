"""A second look at a transcript."""
