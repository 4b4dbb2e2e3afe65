"""The self-check and the diagnostics file."""
