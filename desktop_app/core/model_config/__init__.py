"""Read a model's configuration as data."""
