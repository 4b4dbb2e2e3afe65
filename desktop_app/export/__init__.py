"""From a Transcript to the bytes of a file, one writer a format; never Qt."""
