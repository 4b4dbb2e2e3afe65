"""From a media file to float32 mono 16 kHz chunks of speech; never Qt, torch at import."""
