"""The version resource, shown by Explorer under Properties > Details."""

from typing import Any

from desktop_app import APP_NAME, __version__

PUBLISHER = "The Aviary team"
COPYRIGHT = "Apache License 2.0"
US_ENGLISH, UNICODE = 0x0409, 1200


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """Convert a version for Windows: "1.2.3" and "1.2.3.dev4" both become (1, 2, 3, 0)."""
    numbers = [int(part) for part in version.split(".")[:3] if part.isdigit()]
    first, second, third = (*numbers, 0, 0, 0)[:3]
    return first, second, third, 0


def version_resource(program: str) -> Any:  # noqa: ANN401 - PyInstaller has no types
    """Build PyInstaller's version resource of one program.

    Args:
        program: its file name.
    """
    from PyInstaller.utils.win32.versioninfo import (
        FixedFileInfo,
        StringFileInfo,
        StringStruct,
        StringTable,
        VarFileInfo,
        VarStruct,
        VSVersionInfo,
    )

    numbers = four_numbers(__version__)
    texts = {
        "CompanyName": PUBLISHER,
        "FileDescription": f"{APP_NAME}: recordings to text",
        "FileVersion": __version__,
        "InternalName": program.partition(".")[0],
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": program,
        "ProductName": APP_NAME,
        "ProductVersion": __version__,
    }
    strings = [StringStruct(name, text) for name, text in texts.items()]
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            StringFileInfo([StringTable(f"{US_ENGLISH:04X}{UNICODE:04X}", strings)]),
            VarFileInfo([VarStruct("Translation", [US_ENGLISH, UNICODE])]),
        ],
    )
