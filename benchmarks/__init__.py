"""Measurements of the real program; each number is a ratio from one run."""
