"""A model in memory and the path from chunks to segments; never Qt, nemo or torch at import."""
