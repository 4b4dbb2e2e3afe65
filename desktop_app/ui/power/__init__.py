"""The Power menu and the sleep dialog."""
