"""How things stand in the tables: their schema, segments, packed words."""
