"""Build what users install from the sources: `python -m tools.build`, or `dev.py build`."""
