"""Formats of programs for research: tiers, labels, scoring, and texts to code."""
