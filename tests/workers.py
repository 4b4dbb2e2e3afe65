"""Which tests go together where several processes share them (`-n 2`).

A file stays in one process, for its fixtures; so do those rooms whose files share something that
is dear to make. They are the longest, and so begin first.
"""

from xdist.scheduler.loadscope import LoadScopeScheduling

# NeMo with the models that are loaded once; and a frozen program.
WHOLE_ROOMS = ("tests/engine", "tests/release")


def is_in_whole_room(node_id: str) -> bool:
    """Whether a test is of one of those rooms."""
    return node_id.startswith(tuple(f"{room}/" for room in WHOLE_ROOMS))


class TogetherByFile(LoadScopeScheduling):  # type: ignore[misc] # it has no types
    """Hands out the files, and the whole rooms, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return path.rpartition("/")[0] if is_in_whole_room(nodeid) else path
