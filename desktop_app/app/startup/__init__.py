"""The start of the program: one running copy, safe mode."""
