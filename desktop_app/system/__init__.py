"""The machine: folders, environment, hardware, files, logs; never Qt."""
