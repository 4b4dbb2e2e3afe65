"""All commands of the window: their keys, the list to run them from, the list of their keys."""
