"""The one door through which a text is changed."""
