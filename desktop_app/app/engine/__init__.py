"""The engine's thread."""
