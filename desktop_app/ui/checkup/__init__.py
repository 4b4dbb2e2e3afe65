"""The system check's dialog."""
