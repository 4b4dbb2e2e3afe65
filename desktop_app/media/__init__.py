"""Turn a media file into float32 mono 16 kHz chunks of speech; no Qt, no torch at import."""
