"""The antivirus guide."""
