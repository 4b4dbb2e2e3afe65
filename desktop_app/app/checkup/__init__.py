"""The system check and the diagnostics file."""
