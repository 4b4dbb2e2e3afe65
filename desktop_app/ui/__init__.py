"""Widgets only, built from what their constructors are given; never threads, files or engine."""
