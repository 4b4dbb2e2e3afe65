"""The plan of a transcription, made before it begins."""

from dataclasses import dataclass

from desktop_app.core.request import DeviceChoice, Precision


@dataclass(frozen=True, slots=True)
class Estimate:
    """A time estimate from earlier runs on this computer.

    Attributes:
        work_s: seconds for the recording once the model is in memory.
        load_s: seconds to load the model; None if no run had to load it.
        runs: number of runs behind the estimate, at least 1.
        is_least: whether it takes longer: these runs did not find speakers at the same time.
    """

    work_s: float
    load_s: float | None
    runs: int
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How one recording will be transcribed.

    Attributes:
        device: where the model will run; AUTO if that is decided when it is loaded.
        precision: its number format; AUTO likewise.
        threads: number of CPU threads.
        chunk_s: the longest chunk, in seconds.
        batch_s: seconds of audio, padding included, that go through the model at once.
        audio_s: length of the recording in seconds; None if its file does not say.
        estimate: how long it will take; None without earlier runs.
        needed_bytes: model, libraries and one batch; None for a model of unknown size.
        free_bytes: memory available for that on the device.
        warnings: sentences for the user, each with a remedy.
    """

    device: DeviceChoice
    precision: Precision
    threads: int
    chunk_s: float
    batch_s: float
    audio_s: float | None
    estimate: Estimate | None
    needed_bytes: int | None
    free_bytes: int
    warnings: tuple[str, ...] = ()

    @property
    def batch_chunks(self) -> int:
        """Number of the longest chunks that fit a batch, at least 1."""
        return max(1, int(self.batch_s / self.chunk_s))
