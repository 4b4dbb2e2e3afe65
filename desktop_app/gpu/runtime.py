"""Which torch this program uses: the one it was built with, or one that was fetched for a GPU.

    FOLDER/
      active.json     which build is in use; without it, Aviary's own
      starting        the number of the process that imports it now, and when that began
      BUILD/          an unpacked wheel: whole, or not there
      BUILD.whl.part  what has arrived of one
      .BUILD/         being unpacked and tried

Python takes the first `torch` on its path, so the folder of the build in use is put in front of
everything, before anything imports torch. A build that ends the whole program, as a driver can,
leaves `starting` behind, and the next start goes back to Aviary's own.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.core.errors import AppError, GpuStartFailed
from desktop_app.gpu.builds import TorchBuild, known_builds
from desktop_app.system.files import write_atomically

logger = logging.getLogger(__name__)

BUILD = "build"
CRASHED = "it ended the program"
GONE = "its files are gone"
OTHER_VERSION = "this version of Aviary needs another one"


class FetchedTorch:
    """The folder of fetched builds.

    Args:
        folder: absolute; may not exist yet.

    Attributes:
        is_first: whether this process imports a fetched build.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._starting = folder / "starting"
        self._state = folder / "active.json"
        self.is_first = False

    @property
    def active(self) -> str:
        """The id of the build that is used from the next start on, or nothing."""
        return self._read().get(BUILD, "")

    def folder_of(self, build_id: str) -> Path:
        """Where an unpacked build is."""
        return self.folder / build_id

    def arriving(self, build: TorchBuild) -> Path:
        """Where a build's wheel is while it is fetched."""
        return self.folder / f"{build.file}.part"

    def activate(self, build_id: str) -> None:
        """Use a build from the next start on.

        Raises:
            NotWritable, DiskFull: it cannot be remembered.
        """
        self._write({BUILD: build_id})

    def deactivate(self) -> None:
        """Use Aviary's own torch from the next start on.

        Raises:
            NotWritable, DiskFull: it cannot be remembered.
        """
        self._write({})

    def put_first(self) -> str:
        """Have this process import the build in use; before anything imports torch.

        Returns:
            Why it was given up, or nothing.
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
        """Around the first import of a fetched build.

        Raises:
            GpuStartFailed: it could not be imported; the next start takes Aviary's own.
        """
        self._begin()
        try:
            yield
        except Exception as error:
            self._give_up(repr(error))
            raise GpuStartFailed(
                f"The build for your NVIDIA GPU could not be started: {error}.", repr(error)
            ) from error
        finally:
            self.end()

    def end(self) -> None:
        """Nothing is being imported any more, or the program leaves in good order."""
        if self.is_first:
            self._unmark()

    def _give_up(self, reason: str) -> None:
        """Nobody asked for it, so nobody is told when it cannot be remembered."""
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
            return GONE
        if build_id not in {build.id for build in known_builds()}:
            return OTHER_VERSION
        return CRASHED if self._has_crashed() else ""

    def _has_crashed(self) -> bool:
        """Whether a process was importing it and is not there any more."""
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
