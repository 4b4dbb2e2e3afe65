"""Who speaks: found by a model, and named by hand."""
