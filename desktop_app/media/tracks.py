"""Choose the audio track to transcribe: the player's default, if it has speech.

A camera with one microphone stores four tracks; a film has a commentary. So a few seconds at
several places are analysed in all tracks at once. The cost does not depend on the length of the
file.
"""

import logging
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard, Disposition
from numpy.typing import NDArray

from desktop_app.core.errors import NoAudioTrack
from desktop_app.core.media import SAMPLE_RATE_HZ, AudioTrack, MediaInfo, TrackChoice
from desktop_app.core.sentences import plural, tr
from desktop_app.media.container import audio_streams, open_container
from desktop_app.media.downmix import Detect
from desktop_app.media.mixing import MonoStream
from desktop_app.media.speech import FRAME_SAMPLES, hear_speech

logger = logging.getLogger(__name__)

UNKNOWN_LANGUAGES = frozenset({"", "und", "unk", "mul", "zxx"})  # ISO 639-2: not one language

# Positions of the excerpts as shares of the length, ordered to cover all of it early.
PLACES = (0.0, 0.5, 0.25, 0.75, 0.12, 0.62, 0.37, 0.87)
EXCERPT_S = 6.0
# Do not wait for tracks that are stored far apart or hold nothing there.
LATE_S = 2.0
LIKELY = 0.5
# This much speech in the default track ends the search, in seconds.
ENOUGH_S = 3.0
# Less speech than this in all excerpts together is noise taken for a voice; so is a tiny share of
# another track's.
LEAST_S = 0.5
LEAST_SHARE = 0.15


def tracks_of(streams: Sequence[AudioStream]) -> tuple[AudioTrack, ...]:
    """Return the container's facts on each audio track."""
    return tuple(_track(number, stream) for number, stream in enumerate(streams))


def no_such_track(path: Path, tracks: int, number: int) -> NoAudioTrack:
    """Make the error for a track number, counted from 0, that does not exist."""
    sentence = plural(
        tracks,
        "“{name}” has {count} audio track, so there is no track {number}.",
        "“{name}” has {count} audio tracks, so there is no track {number}.",
        name=path.name,
        number=number + 1,
    )
    return NoAudioTrack(sentence, remedy=tr("Choose a track that exists.") if tracks else "")


def choose_track(
    path: Path, detect: Detect = hear_speech, known: MediaInfo | None = None
) -> TrackChoice:
    """Choose the track to transcribe by default.

    It is the first with the default flag, unless that has no speech: then the one with the most
    speech, and a commentary only if no other has speech. Without any speech it is the default all
    the same.

    Args:
        path: the media file.
        detect: speech probabilities of the frames of a sound; silero-vad unless given.
        known: what `probe` found in it; where that is one track, there is nothing to choose.

    Raises:
        MediaError: as `probe`.
    """
    if known is not None and len(known.tracks) == 1:
        return TrackChoice(known.tracks[0], 1)
    with open_container(path) as container:
        streams = audio_streams(container, path)
        tracks = tracks_of(streams)
        order = sorted(tracks, key=lambda t: (not t.is_default, t.is_commentary, t.number))
        if len(tracks) == 1:
            return TrackChoice(tracks[0], 1)
        heard_s = np.zeros(len(tracks))
        for sounds in _excerpts(container, streams, detect):
            heard_s += [_speech_s(sound, detect) for sound in sounds]
            if _has_speech(order[0], heard_s) and heard_s[order[0].number] >= ENOUGH_S:
                break
    chosen = _chosen(order, heard_s)
    heard = ", ".join(f"{seconds:.1f}" for seconds in heard_s)
    logger.info("%s: track %d, of speech in s: %s", path.name, chosen.number + 1, heard)
    return TrackChoice(chosen, len(tracks))


def _chosen(order: Sequence[AudioTrack], heard_s: NDArray[np.float64]) -> AudioTrack:
    defaults = [track for track in order if track.is_default] or order[:1]
    for track in defaults:
        if _has_speech(track, heard_s):
            return track
    for is_commentary in (False, True):
        others = [track for track in order if track.is_commentary is is_commentary]
        most = max(others, key=lambda track: heard_s[track.number], default=None)
        if most is not None and heard_s[most.number] >= LEAST_S:
            return most
    return order[0]


def _has_speech(track: AudioTrack, heard_s: NDArray[np.float64]) -> bool:
    return bool(heard_s[track.number] >= max(LEAST_S, LEAST_SHARE * heard_s.max()))


def _excerpts(
    container: InputContainer, streams: Sequence[AudioStream], detect: Detect
) -> Iterator[list[NDArray[np.float32]]]:
    """Yield each track's excerpts, mono at 16 kHz, position by position."""
    wanted = {stream.index for stream in streams}
    for other in container.streams:
        if other.index not in wanted:
            other.discard = Discard.all  # the demuxer skips video
    start, length = container.start_time or 0, container.duration or 0
    places = max(1, math.ceil(length / av.time_base / EXCERPT_S))  # as many as a short file has
    for share in PLACES[:places]:
        try:
            if share:
                container.seek(start + round(share * length))
            yield _listened(container, streams, detect)
        # Damage makes FFmpeg and PyAV fail in many ways; reading the whole file will say what is
        # wrong.
        except Exception as error:  # noqa: BLE001
            logger.info("nothing can be heard at %d %% of the file: %s", 100 * share, error)


def _listened(
    container: InputContainer, streams: Sequence[AudioStream], detect: Detect
) -> list[NDArray[np.float32]]:
    numbers = {stream.index: number for number, stream in enumerate(streams)}
    mono: dict[int, MonoStream] = {}
    pieces: list[list[NDArray[np.float32]]] = [[] for _ in streams]
    read_s = [0.0] * len(streams)
    for packet in container.demux(list(streams)):
        number = numbers[packet.stream_index]
        for frame in _decoded(packet):
            if not isinstance(frame, av.AudioFrame) or not (frame.samples and frame.sample_rate):
                continue
            stream = mono.setdefault(number, MonoStream(frame.sample_rate, detect))
            if stream.rate_hz == frame.sample_rate and read_s[number] < EXCERPT_S:
                pieces[number].append(stream.feed(frame))
            read_s[number] += frame.samples / frame.sample_rate
        if min(read_s) >= EXCERPT_S or max(read_s) >= EXCERPT_S + LATE_S:
            break
    for number, stream in mono.items():
        pieces[number].append(stream.finish())
    return [np.concatenate([*own, np.zeros(0, np.float32)]) for own in pieces]


def _decoded(packet: "av.Packet[Any]") -> Sequence[object]:
    """Decode a packet; no frames if it is damaged or the decoder is not in sync after the seek."""
    try:
        return packet.decode()
    except Exception as error:  # noqa: BLE001 - as above
        logger.debug("a packet is passed over: %r", error)
        return ()


def _speech_s(sound: NDArray[np.float32], detect: Detect) -> float:
    return float((detect(sound) >= LIKELY).sum() * FRAME_SAMPLES / SAMPLE_RATE_HZ)


def _track(number: int, stream: AudioStream) -> AudioTrack:
    context = stream.codec_context
    language = str(stream.metadata.get("language", "")).strip()
    title = stream.metadata.get("title") or None
    described = Disposition.comment | Disposition.visual_impaired
    return AudioTrack(
        number=number,
        codec=context.codec.canonical_name,
        sample_rate_hz=context.sample_rate or 0,
        channels=context.channels or 0,
        language=None if language.lower() in UNKNOWN_LANGUAGES else language,
        title=title,
        is_default=bool(stream.disposition & Disposition.default),
        is_commentary=bool(stream.disposition & described)
        or "commentary" in (title or "").casefold(),
    )
