"""Load models and turn chunks into segments; no Qt, no NeMo or torch at import."""
