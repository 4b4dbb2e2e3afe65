"""Read a recording's facts from its container, without decoding all of it."""

import logging
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition

from desktop_app.core.errors import MediaError
from desktop_app.core.media import MediaInfo
from desktop_app.media.container import audio_streams, is_still, open_container, stamp_of
from desktop_app.media.tracks import tracks_of
from desktop_app.system.file_samples import sample_hash
from desktop_app.system.files import open_regular

logger = logging.getLogger(__name__)

# Of film, television and cameras, in frames a second. A telephone's varies: 29.83, for example.
FRAME_RATES = (
    23.976,
    24.0,
    25.0,
    29.97,
    30.0,
    47.952,
    48.0,
    50.0,
    59.94,
    60.0,
    100.0,
    119.88,
    120.0,
)
NEAR_RATE = 0.005
# Tags that say when a recording was made: Apple's with the place's time zone, then universal time.
# https://developer.apple.com/documentation/avfoundation/avmetadatakey/quicktimemetadatakeycreationdate
CREATION_TAGS = ("com.apple.quicktime.creationdate", "creation_time")
# The day alone, from "bext" and "ICRD" of a WAV file; elsewhere this tag is the day of publication.
WAV_TAG = "date"
# Clocks that nobody has set begin with 1904 (QuickTime), 1970 or 1980 (FAT).
FIRST_YEAR = 1990


def probe(path: Path) -> MediaInfo:
    """Open a recording and list its audio tracks.

    Args:
        path: the media file.

    Raises:
        MediaMissing, MediaEmpty, MediaInUse, MediaProtected, MediaUnreadable: it cannot be opened.
        NoAudioTrack: there is only video.
    """
    path = path.absolute()
    with open_container(path) as container:
        streams = audio_streams(container, path)
        duration_s = _container_duration_s(container, streams)
        tracks = tracks_of(streams)
        stamp = stamp_of(container)
        recorded_on = _recorded_on(container)
    if duration_s is None:
        duration_s = _measured_duration_s(path)
    return MediaInfo(path, duration_s, tracks, stamp, _sample_hash(path), recorded_on)


def probe_if_changed(path: Path, known: MediaInfo | None) -> MediaInfo:
    """Return a recording's facts: the known ones, or new ones if the file has changed.

    Args:
        path: the media file.
        known: the result of an earlier `probe`, or None.

    Raises:
        MediaError: as `probe`, also if the file cannot be opened any more.
    """
    if known is not None and is_still(path, known.stamp):
        return known
    if known is not None:
        logger.info("%s has changed since it was added", path.name)
    return probe(path)


def frame_rate(path: Path) -> float | None:
    """Return how many frames a second a recording's film has.

    None where there is no film, where it cannot be read, and where its pictures are not as many
    each second: then no frame has a time of its own.
    """
    try:
        state = path.stat()
        return _frame_rate(path, state.st_size, state.st_mtime_ns)
    except (OSError, MediaError) as error:
        logger.info("no frame rate of %s: %s", path.name, error)
        return None


@lru_cache(maxsize=16)
def _frame_rate(path: Path, _size: int, _changed_ns: int) -> float | None:
    """Open the recording once for all formats of a transcript, and again when it has changed."""
    with open_container(path) as container:
        rates = [
            float(film.average_rate)
            for film in container.streams.video
            if film.average_rate and not film.disposition & Disposition.attached_pic
        ]
    usual = (rate for rate in FRAME_RATES if rates and abs(rates[0] - rate) < NEAR_RATE)
    return next(usual, None)


def _sample_hash(path: Path) -> str:
    try:
        return sample_hash(path)
    except OSError as error:
        logger.info("no samples of %s: %s", path.name, error)
        return ""


def _container_duration_s(
    container: InputContainer, streams: tuple[AudioStream, ...]
) -> float | None:
    if container.duration and container.duration > 0:
        return container.duration / av.time_base
    known = [s.duration * s.time_base for s in streams if s.duration and s.time_base]
    return float(max(known)) if known else None


def _recorded_on(container: InputContainer) -> date | None:
    """Return the day on which the container says that it was recorded; None if it says none."""
    names = (*CREATION_TAGS, *([WAV_TAG] if container.format.name == "wav" else []))
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    for name in names:
        with suppress(ValueError, OverflowError):
            made = datetime.fromisoformat(container.metadata.get(name, ""))
            # Universal time is nobody's day; another zone is that of the place.
            day = (made.astimezone() if made.tzinfo == UTC else made).date()
            if day.year >= FIRST_YEAR and day <= tomorrow:
                return day
    return None


def _measured_duration_s(path: Path) -> float | None:
    """Return the length of PCM without one in its header; None if libsndfile cannot read it.

    Not `librosa.get_duration`, which passes what libsndfile cannot read to an ffmpeg program.
    """
    import soundfile

    try:
        with open_regular(path) as file:
            return float(soundfile.info(file).duration)
    except (soundfile.SoundFileError, OSError) as error:
        logger.info("%s does not tell its length: %s", path.name, error)
        return None
