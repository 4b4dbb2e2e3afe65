"""The page of a transcript."""
