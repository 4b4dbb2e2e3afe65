"""Which tests go together where several processes share them (`-n 3`).

A file stays in one process, for its fixtures; so do those rooms and files that share something that
is dear to make. The rooms are the longest, and so begin first, then what starts programs.
"""

from xdist.scheduler.loadscope import LoadScopeScheduling
from xdist.workermanage import WorkerController

# NeMo with the models that are loaded once; and a frozen program.
WHOLE_ROOMS = ("tests/engine", "tests/release")
# Their commands are forks of one process that has NeMo (tests/warm_commands.py).
FORKING = tuple(
    f"tests/e2e/test_{name}.py"
    for name in (
        "command_line",
        "damaged_files",
        "models_command",
        "plan_command",
        "resume_command",
    )
)


def is_in_whole_room(node_id: str) -> bool:
    """Whether a test is of one of those rooms."""
    return node_id.startswith(tuple(f"{room}/" for room in WHOLE_ROOMS))


def begins(node_id: str) -> int:
    """Where a test has its place: what takes long begins first, so that nothing is left alone."""
    if is_in_whole_room(node_id):
        return 0
    return 1 if node_id.startswith("tests/e2e/") else 2


def sendable(report: object) -> object:
    """Return a test's report with what one process can tell the other: texts without surrogates.

    Names of files on Linux may hold bytes that are no UTF-8. A log that tells of one would end the
    whole run.
    """
    match report:
        case str():
            return report.encode(errors="backslashreplace").decode()
        case dict():
            return {sendable(key): sendable(value) for key, value in report.items()}
        case list() | tuple():
            return type(report)(map(sendable, report))
    return report


class TogetherByFile(LoadScopeScheduling):  # type: ignore[misc] # it has no types
    """Hands out the files, and the whole rooms, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        if path in FORKING:
            return FORKING[0]
        return path.rpartition("/")[0] if is_in_whole_room(nodeid) else path

    def remove_node(self, node: WorkerController) -> str | None:
        """Give on only what a crashed process left undone, without the test that it crashed in.

        xdist gives on finished files as well: the process that takes one has nothing to report,
        so is never given another, and the run never ends. It also has the crash happen again.
        """
        workload = self.assigned_work[node]
        undone = [test for tests in workload.values() for test, done in tests.items() if not done]
        if not undone:
            self.assigned_work.pop(node)
            return None
        crashed: str = undone[0]
        left = {
            scope: {test: False for test, done in tests.items() if not done and test != crashed}
            for scope, tests in workload.items()
        }
        self.workqueue.update({scope: tests for scope, tests in left.items() if tests})
        self.assigned_work.pop(node)
        for other in self.assigned_work:
            self._reschedule(other)
        return crashed
