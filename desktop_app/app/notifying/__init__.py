"""Tell the user what has ended while the window is not in front."""
