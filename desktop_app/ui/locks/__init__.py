"""The dialog about a file in use."""
