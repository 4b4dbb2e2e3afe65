"""Composition root, worker threads, job queue and item models; QtCore only, no widgets."""
