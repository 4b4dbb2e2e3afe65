"""Read a recording's facts from its container, without decoding all of it."""

import logging
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer

from desktop_app.core.media import MediaInfo
from desktop_app.media.container import audio_streams, is_still, open_container, stamp_of
from desktop_app.media.tracks import tracks_of
from desktop_app.system.file_samples import sample_hash
from desktop_app.system.files import open_regular

logger = logging.getLogger(__name__)


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
    if duration_s is None:
        duration_s = _measured_duration_s(path)
    return MediaInfo(path, duration_s, tracks, stamp, _sample_hash(path))


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
