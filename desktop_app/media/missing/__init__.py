"""What is missing in a recording: what its file promises, and what comes of it."""
