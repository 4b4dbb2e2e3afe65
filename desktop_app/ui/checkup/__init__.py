"""The self-check's dialog."""
