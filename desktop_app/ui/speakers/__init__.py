"""The speakers' menu."""
