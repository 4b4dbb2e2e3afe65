"""Everything that Aviary keeps of the user's work, in one SQLite database."""
