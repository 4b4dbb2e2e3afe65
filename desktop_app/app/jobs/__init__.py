"""The job queue and its controller."""
