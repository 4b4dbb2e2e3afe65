"""Antivirus programs and the exclusion of the models folder."""
