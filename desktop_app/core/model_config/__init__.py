"""Reading a model's configuration as data."""
