"""Measure the speed of transcriptions, and predict the next ones."""
