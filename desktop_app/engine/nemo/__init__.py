"""NeMo: import, load models, recognise."""
