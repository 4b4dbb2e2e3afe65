"""The models folder and its models, for the window."""
