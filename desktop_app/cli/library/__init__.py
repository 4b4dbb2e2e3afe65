"""aviary library: the commands of the library."""
