"""The words of listening: the bar below the page, and its menu."""
