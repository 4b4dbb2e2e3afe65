"""Choose the torch of this process: the bundled one, or a downloaded GPU build.

    FOLDER/
      active.json     which build is in use; without it, the bundled one
      starting        pid of the process that is importing it, and its start time
      BUILD/          an unpacked wheel: whole, or not there
      BUILD.whl.part  a partial download
      .BUILD/         being unpacked and tried

Python imports the first `torch` on its path, so the folder of the build in use goes first, before
anything imports torch. A build that crashes the whole program, as a driver can, leaves `starting`
behind, and the next start goes back to the bundled one.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.core.errors import AppError, GpuStartFailed
from desktop_app.core.sentences import marked, tr
from desktop_app.gpu.builds import TorchBuild, known_builds
from desktop_app.system.files import write_atomically

logger = logging.getLogger(__name__)

BUILD = "build"
CRASHED = marked("it crashed the program")
GONE = marked("its files are missing")
OTHER_VERSION = marked("this version of Aviary needs another one")


class FetchedTorch:
    """The folder of downloaded builds.

    Args:
        folder: absolute; need not exist.

    Attributes:
        is_first: whether this process imports a downloaded build.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._starting = folder / "starting"
        self._state = folder / "active.json"
        self.is_first = False
        self._is_imported = False

    @property
    def active(self) -> str:
        """Id of the build used from the next start on, or ""."""
        return self._read().get(BUILD, "")

    def folder_of(self, build_id: str) -> Path:
        """Return the folder of an unpacked build."""
        return self.folder / build_id

    def arriving(self, build: TorchBuild) -> Path:
        """Return the path of a build's partial download."""
        return self.folder / f"{build.file}.part"

    def activate(self, build_id: str) -> None:
        """Use a build from the next start on.

        Raises:
            NotWritable, DiskFull: the choice cannot be saved.
        """
        self._write({BUILD: build_id})

    def deactivate(self) -> None:
        """Use the bundled torch from the next start on.

        Raises:
            NotWritable, DiskFull: the choice cannot be saved.
        """
        self._write({})

    def put_first(self) -> str:
        """Make this process import the build in use; call it before anything imports torch.

        Returns:
            Why it was given up, or "".
        """
        build_id = self.active
        if not build_id:
            return ""
        reason = self._given_up(build_id)
        if not reason:
            sys.path.insert(0, str(self.folder_of(build_id)))
            self.is_first = True
            return ""
        self._give_up(reason)
        return reason

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Guard the possibly first import of a downloaded build; a context manager.

        Raises:
            GpuStartFailed: it could not be imported; the next start uses the bundled one.
        """
        if self._is_imported or not self.is_first:
            yield
            return
        self._begin()
        try:
            yield
            self._is_imported = True
        except Exception as error:
            self._give_up(repr(error))
            raise GpuStartFailed(
                "The build for your NVIDIA GPU could not be started: {reason}.",
                repr(error),
                reason=error,
            ) from error
        finally:
            self.end()

    def end(self) -> None:
        """Record that the import has ended, or that the program ends normally."""
        if self.is_first:
            self._unmark()

    def _give_up(self, reason: str) -> None:
        """Go back to the bundled torch; failures to save that are only logged."""
        logger.warning("the build for the GPU is not used: %s", reason)
        try:
            self.deactivate()
        except AppError as error:
            logger.warning("that cannot be remembered: %s", error)
        self._unmark()

    def _unmark(self) -> None:
        try:
            self._starting.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("the mark of a start stays: %s", error)

    def _begin(self) -> None:
        import psutil

        process = psutil.Process()
        try:
            mark = f"{process.pid} {process.create_time()}"
            self._starting.write_text(mark, encoding="ascii")
        except OSError as error:
            logger.warning("the start is not marked: %s", error)

    def _given_up(self, build_id: str) -> str:
        if not self.folder_of(build_id).is_dir():
            return tr(GONE)
        if build_id not in {build.id for build in known_builds()}:
            return tr(OTHER_VERSION)
        return tr(CRASHED) if self._has_crashed() else ""

    def _has_crashed(self) -> bool:
        """Whether a process died while importing it."""
        try:
            pid, began_s = self._starting.read_text(encoding="ascii").split()
            marked = int(pid), float(began_s)
        except (OSError, ValueError):
            return False
        import psutil

        try:  # Windows soon gives another process the same number
            return psutil.Process(marked[0]).create_time() != marked[1]
        except psutil.NoSuchProcess:
            return True

    def _read(self) -> dict[str, str]:
        try:
            state = json.loads(self._state.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def _write(self, state: dict[str, str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(self._state, json.dumps(state).encode())
