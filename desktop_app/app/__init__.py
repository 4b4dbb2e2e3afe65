"""Composition root, worker threads, job queue, item models; QtCore only, never widgets."""
