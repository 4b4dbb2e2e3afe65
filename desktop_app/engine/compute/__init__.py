"""Threads, precision and int8 layers."""
