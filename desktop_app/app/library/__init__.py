"""Keep the queue, the journal and the transcripts in the library, and bring them back."""
