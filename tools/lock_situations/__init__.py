"""Create the situations in which a file is held."""
