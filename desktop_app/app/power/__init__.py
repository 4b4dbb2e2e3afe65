"""Keep the computer awake, sleep after the last job, free memory when idle."""
