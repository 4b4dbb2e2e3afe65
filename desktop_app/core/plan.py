"""What is known of a transcription before it begins."""

from dataclasses import dataclass

from desktop_app.core.request import DeviceChoice, Precision


@dataclass(frozen=True, slots=True)
class Estimate:
    """What earlier runs on this computer say.

    Attributes:
        work_s: seconds that the recording takes once the model is in memory.
        load_s: seconds until it is; None where no run had to load it.
        runs: how many runs it is judged by, at least 1.
    """

    work_s: float
    load_s: float | None
    runs: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How one recording will be transcribed.

    Attributes:
        device: where the model will be; AUTO where that is found out when it is loaded.
        precision: what it will compute with; AUTO in the same way.
        threads: of the CPU.
        chunk_s: the longest piece of audio at once, in seconds.
        batch_s: seconds of audio, padding included, that go through the model at once.
        audio_s: the length of the recording in seconds; None where its file does not say.
        estimate: how long it will take; None where no earlier run tells.
        needed_bytes: model, libraries and one batch; None for a model of unknown size.
        free_bytes: what there is for them on the device that needs it.
        warnings: sentences for the user, each with what to do.
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
        """How many of the longest pieces a batch holds, at least 1."""
        return max(1, int(self.batch_s / self.chunk_s))
