"""Queue the recordings that arrive in watched folders."""
