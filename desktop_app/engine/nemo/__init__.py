"""NeMo's models: importing, loading, recognising."""
