"""Listen to the recording of a transcript, and see its sound."""
