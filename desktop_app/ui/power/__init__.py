"""The power menu and the sleep dialog."""
