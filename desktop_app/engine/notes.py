"""What the user may know about how the engine works."""

# Shown in Help > About and logged at start.
IN_MEMORY_NOTE = (
    "Aviary decodes audio itself and hands it to NeMo in memory, with num_workers = 0: no worker "
    "process and no manifest file exists that Windows or an antivirus program could lock. "
    "(Otherwise NeMo's manifest.json in the temporary folder can fail to be deleted with "
    "WinError 32, which hides the real error.)"
)
