"""HTTP: the hub and resumable transfers."""
