"""Values and errors that every room speaks; never I/O, Qt or torch."""
