"""A span of time in a recording."""

from typing import TypeAlias

# Start and end in seconds from the start of the file, start <= end.
Span: TypeAlias = tuple[float, float]
