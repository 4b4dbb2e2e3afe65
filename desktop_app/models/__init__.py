"""Model files: the catalogue, where they lie, what they are; never Qt, nemo at import."""
