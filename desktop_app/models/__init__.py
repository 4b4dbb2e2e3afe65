"""Model files: catalogue, storage and inspection; no Qt, no NeMo."""
