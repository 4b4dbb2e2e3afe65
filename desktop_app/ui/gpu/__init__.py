"""The GPU's dialog."""
