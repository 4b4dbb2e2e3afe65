"""The words about the program itself: its start, its help, its check, its licences."""
