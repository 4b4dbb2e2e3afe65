"""Values and errors shared by all packages; no I/O, Qt or torch."""
