"""A transcript as text that people change: paragraphs, changes of them, and their undoing."""
