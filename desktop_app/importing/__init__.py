"""Texts that other programs wrote, bytes -> Imported: one reader a file, one door."""
