"""The start: single instance and safe mode."""
