"""How fast recordings are transcribed, and how long the next one will take."""
