"""Small 64-bit Windows DLLs, byte by byte: they import what a test says, and hold no code."""

import struct
from collections.abc import Sequence
from pathlib import Path

# https://learn.microsoft.com/windows/win32/debug/pe-format; the numbers are its field values.
AMD64, DLL, PE32_PLUS = 0x8664, 0x2022, 0x20B
HEADERS_BYTES, SECTION_RVA, ALIGNMENT = 0x200, 0x1000, 0x200
IMPORT, DELAY_IMPORT, DIRECTORIES = 1, 13, 16
IMPORT_ENTRY_BYTES, DELAY_ENTRY_BYTES = 20, 32
BY_ORDINAL_1 = 0x8000000000000001


def write_dll(path: Path, imports: Sequence[str] = (), delayed: Sequence[str] = ()) -> Path:
    """Write a DLL that imports others by name, at once or when they are first called."""
    import_at, import_size = SECTION_RVA, (len(imports) + 1) * IMPORT_ENTRY_BYTES
    delay_at, delay_size = import_at + import_size, (len(delayed) + 1) * DELAY_ENTRY_BYTES
    thunks_at = (delay_at + delay_size + 7) // 8 * 8
    names_at = thunks_at + 16  # one function, by its number, and the end of the list
    names = b""
    import_table = delay_table = b""
    for name in imports:
        import_table += struct.pack("<5I", thunks_at, 0, 0, names_at + len(names), thunks_at)
        names += name.encode("ascii") + b"\0"
    for name in delayed:
        at = names_at + len(names)
        delay_table += struct.pack("<8I", 1, at, 0, thunks_at, thunks_at, 0, 0, 0)
        names += name.encode("ascii") + b"\0"
    data = import_table.ljust(import_size, b"\0") + delay_table.ljust(delay_size, b"\0")
    data = data.ljust(thunks_at - SECTION_RVA, b"\0") + struct.pack("<2Q", BY_ORDINAL_1, 0) + names
    raw = data.ljust(-(-len(data) // ALIGNMENT) * ALIGNMENT, b"\0")

    directories = [(0, 0)] * DIRECTORIES
    directories[IMPORT] = (import_at, import_size) if imports else (0, 0)
    directories[DELAY_IMPORT] = (delay_at, delay_size) if delayed else (0, 0)
    dos = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64)
    optional = struct.pack(
        "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII",
        PE32_PLUS, 14, 0, 0, len(raw), 0, 0, SECTION_RVA, 0x180000000, 0x1000, ALIGNMENT,
        6, 0, 0, 0, 6, 0, 0, SECTION_RVA + 0x1000, HEADERS_BYTES, 0, 2, 0x160,
        0x100000, 0x1000, 0x100000, 0x1000, 0, DIRECTORIES,
    )  # fmt: skip
    optional += b"".join(struct.pack("<2I", *directory) for directory in directories)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", AMD64, 1, 0, 0, 0, len(optional), DLL)
    section = struct.pack(
        "<8s6I2HI", b".rdata", len(data), SECTION_RVA, len(raw), HEADERS_BYTES, 0, 0, 0, 0,
        0x40000040,
    )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((dos + coff + optional + section).ljust(HEADERS_BYTES, b"\0") + raw)
    return path
