"""Aviary turns recordings into text on the user's own computer with NVIDIA NeMo."""

__version__ = "0.1.0"
APP_NAME = "Aviary"
# The program's own option: tries a fetched build of torch, in a process of its own.
TORCH_TRIAL = "--torch-trial"
