"""Words, seams, segments and languages."""
