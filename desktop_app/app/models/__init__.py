"""The models folder and its models, as the window shows them."""
