"""Damages recordings in every way that disks, networks and programs do, the same way each time."""

import zlib
from collections.abc import Callable, Sequence

import numpy as np

Rng = np.random.Generator
Damage = Callable[[bytearray, Rng, bytes], bytearray]

HEADER_BYTES = 4096
SEED = 13


def _span(data: bytearray, rng: Rng, most: float = 0.3) -> tuple[int, int]:
    size = 1 + int(rng.integers(max(1, int(len(data) * most))))
    start = int(rng.integers(max(1, len(data) - size + 1)))
    return start, start + size


def random_bytes(data: bytearray, rng: Rng, _other: bytes) -> bytearray:
    for _ in range(int(rng.integers(1, 30))):
        data[int(rng.integers(len(data)))] = int(rng.integers(256))
    return data


def random_range(data: bytearray, rng: Rng, _other: bytes) -> bytearray:
    start, end = _span(data, rng)
    data[start:end] = rng.bytes(end - start)
    return data


def zeroed_range(data: bytearray, rng: Rng, _other: bytes) -> bytearray:
    start, end = _span(data, rng)
    data[start:end] = bytes(end - start)
    return data


def cut(data: bytearray, rng: Rng, _other: bytes) -> bytearray:
    return data[: int(rng.integers(1, len(data)))]


def beheaded(data: bytearray, rng: Rng, _other: bytes) -> bytearray:
    return data[int(rng.integers(1, len(data))) :]


def removed_range(data: bytearray, rng: Rng, _other: bytes) -> bytearray:
    start, end = _span(data, rng)
    return data[:start] + data[end:]


def doubled_range(data: bytearray, rng: Rng, _other: bytes) -> bytearray:
    start, end = _span(data, rng)
    return data[:end] + data[start:end] + data[end:]


def inserted(data: bytearray, rng: Rng, _other: bytes) -> bytearray:
    start, end = _span(data, rng, 0.1)
    return data[:start] + rng.bytes(end - start) + data[start:]


def spliced(data: bytearray, rng: Rng, other: bytes) -> bytearray:
    start, end = _span(data, rng)
    return data[:start] + other[: end - start] + data[end:]


def other_beginning(data: bytearray, rng: Rng, other: bytes) -> bytearray:
    size = int(rng.integers(4, 1024))
    return bytearray(other[:size]) + data[size:]


def header_bytes(data: bytearray, rng: Rng, _other: bytes) -> bytearray:
    for _ in range(int(rng.integers(1, 12))):
        data[int(rng.integers(min(len(data), HEADER_BYTES)))] = int(rng.integers(256))
    return data


def header_numbers(data: bytearray, rng: Rng, _other: bytes) -> bytearray:
    """The lengths and counts of a header: none, the largest, one less than none."""
    for _ in range(int(rng.integers(1, 4))):
        size = int(rng.choice([2, 4, 8]))
        start = int(rng.integers(max(1, min(len(data), HEADER_BYTES) - size)))
        worst = [
            bytes(size),
            b"\xff" * size,
            b"\x7f" + b"\xff" * (size - 1),
            b"\x80" + bytes(size - 1),
        ]
        data[start : start + size] = worst[int(rng.integers(len(worst)))]
    return data


def joined(data: bytearray, _rng: Rng, other: bytes) -> bytearray:
    return data + other


DAMAGES: Sequence[Damage] = (
    random_bytes,
    random_range,
    zeroed_range,
    cut,
    beheaded,
    removed_range,
    doubled_range,
    inserted,
    spliced,
    other_beginning,
    header_bytes,
    header_numbers,
    joined,
)


def damaged(name: str, number: int, data: bytes, others: Sequence[bytes]) -> bytes:
    """Variant `number` of a file, by its name; every kind of damage has its turn.

    Args:
        name: the file's name; other names are damaged in other places.
        number: from 0.
        data: the whole file.
        others: whole files of other kinds, to splice with.
    """
    rng = np.random.default_rng([SEED, zlib.crc32(name.encode()), number])
    other = others[int(rng.integers(len(others)))]
    first = zlib.crc32(name.encode()) + number
    hurt = DAMAGES[first % len(DAMAGES)](bytearray(data), rng, other)
    if number >= len(DAMAGES) and rng.random() < 0.3 and len(hurt) > 1:
        hurt = DAMAGES[int(rng.integers(len(DAMAGES)))](hurt, rng, other)
    return bytes(hurt)
