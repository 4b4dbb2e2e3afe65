"""Convert a Transcript to the bytes of a file, one writer per format; no Qt."""
