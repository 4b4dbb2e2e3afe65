"""The fetched build of torch for NVIDIA cards."""
