"""What public sources say of the released models' archives, and archives that follow it."""
