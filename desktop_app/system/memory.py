"""How much memory there is for the work."""


def memory_for_us() -> int:
    """Bytes that this process may have in all: what is free, and what it has for itself already.

    What it shares with files (mapped weights) counts as free already, since the system can take
    it back at any time.
    """
    import psutil

    own = psutil.Process().memory_info()
    return psutil.virtual_memory().available + max(0, own.rss - getattr(own, "shared", 0))
