"""The computer: folders, environment, hardware, files, logs; no Qt."""
