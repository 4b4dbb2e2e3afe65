"""Keeping the computer awake, sleep after the last job, memory when idle."""
