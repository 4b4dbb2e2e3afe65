"""HTTP: the hub's client and resumable transfers."""
