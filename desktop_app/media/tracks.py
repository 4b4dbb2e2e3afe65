"""Choose the audio track to transcribe: the player's default, if it has speech.

A camera with one microphone stores four tracks; a film has a commentary. So a few seconds at
several places are analysed in all tracks at once. The cost does not depend on the length of the
file. Where each person has a track, these seconds tell, too: media/together.py decodes all.
"""

import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from desktop_app.media.channels import FRAME_S, ChannelMeter
from desktop_app.media.container import audio_streams, open_container
from desktop_app.media.downmix import Detect
from desktop_app.media.mixing import MonoStream
from desktop_app.media.speech import FRAME_SAMPLES, hear_speech

logger = logging.getLogger(__name__)

UNKNOWN_LANGUAGES = frozenset({"", "und", "unk", "mul", "zxx"})  # ISO 639-2: not one language

# Positions of the excerpts as shares of the length, ordered to cover all of it early.
PLACES = (0.0, 0.5, 0.25, 0.75, 0.12, 0.62, 0.37, 0.87)
# After so many, only a second track with speech is a reason to look for people.
HALFWAY = 4
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
# Who is heard louder on one track than on all others for less, in all excerpts together, is not
# somebody with a track.
LEAST_OWN_S = 1.5


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
    path: Path,
    detect: Detect = hear_speech,
    known: MediaInfo | None = None,
    *,
    notices_people: bool = False,
) -> TrackChoice:
    """Choose the track to transcribe by default.

    It is the first with the default flag, unless that has no speech: then the one with the most
    speech, and a commentary only if no other has speech. Without any speech it is the default all
    the same.

    Args:
        path: the media file.
        detect: speech probabilities of the frames of a sound; silero-vad unless given.
        known: what `probe` found in it; where that is one track, there is nothing to choose.
        notices_people: whether to look for tracks that are a person's of their own, too.

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
        people = _People() if notices_people and not _is_of_a_film(tracks) else None
        for number, excerpt in enumerate(_excerpts(container, streams, detect)):
            speech = [detect(sound) >= LIKELY for sound in excerpt.sounds]
            heard_s += [_seconds(spoken) for spoken in speech]
            if people is not None:
                people.add(excerpt, np.stack(speech))
            speaking = np.count_nonzero(heard_s >= LEAST_S)
            is_found = _has_speech(order[0], heard_s) and heard_s[order[0].number] >= ENOUGH_S
            if is_found and (people is None or (number >= HALFWAY and speaking <= 1)):
                break
    chosen = _chosen(order, heard_s)
    count = people.count() if people is not None else 0
    heard = ", ".join(f"{seconds:.1f}" for seconds in heard_s)
    logger.info(
        "%s: track %d, of speech in s: %s; people with a track: %d",
        path.name,
        chosen.number + 1,
        heard,
        count,
    )
    return TrackChoice(chosen, len(tracks), count)


def _is_of_a_film(tracks: Sequence[AudioTrack]) -> bool:
    """Whether tracks say the same in several languages, or one comments on another."""
    languages = {track.language for track in tracks if track.language is not None}
    return len(languages) > 1 or any(track.is_commentary for track in tracks)


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


@dataclass(frozen=True, slots=True, eq=False)
class _Excerpt:
    """A few seconds of all tracks.

    Attributes:
        sounds: mono at 16 kHz, shape (tracks, n), at the same time in all; silence where a track
            has nothing.
        are_there: which tracks have sound here, shape (tracks,).
        start, end: the frames of `detect` from and to which all of these have it.
    """

    sounds: NDArray[np.float32]
    are_there: NDArray[np.bool_]
    start: int
    end: int


class _People:
    """Tells from excerpts how many tracks are a person's of their own."""

    def __init__(self) -> None:
        self._heard: list[tuple[_Excerpt, NDArray[np.bool_]]] = []

    def add(self, excerpt: _Excerpt, speech: NDArray[np.bool_]) -> None:
        """Add an excerpt, and in which frames somebody speaks, shape (tracks, frames)."""
        self._heard.append((excerpt, speech))

    def count(self) -> int:
        """Return how many there are; 0 for fewer than two."""
        # A track that is missing in one may be silent, or stored elsewhere in the file.
        there = [one.are_there for one, _speech in self._heard]
        ever = np.any(there, axis=0) if there else False
        meter, parts = ChannelMeter(), []
        for excerpt, spoken in self._heard:
            if excerpt.start < excerpt.end and (excerpt.are_there == ever).all():
                inside = slice(excerpt.start * FRAME_SAMPLES, excerpt.end * FRAME_SAMPLES)
                meter.add(excerpt.sounds[:, inside], SAMPLE_RATE_HZ)
                parts.append(spoken[:, excerpt.start : excerpt.end])
        if not parts:
            return 0
        speech = np.concatenate(parts, axis=1)
        step_s = FRAME_SAMPLES / SAMPLE_RATE_HZ
        frames = np.flatnonzero(speech.any(axis=0))
        heard = meter.heard([(frame * step_s, (frame + 1) * step_s) for frame in frames])
        if heard is None or heard.people < 2:  # noqa: PLR2004
            return 0
        places = ((np.arange(speech.shape[1]) + 0.5) * step_s / FRAME_S).astype(np.int64)
        is_within = places < len(heard.probabilities)
        leads = heard.probabilities[places[is_within]].T >= LIKELY
        own = [_seconds(one) for one in speech[:, is_within] & leads]
        people = sum(seconds >= LEAST_OWN_S for seconds in own)
        return people if people > 1 else 0


def _excerpts(
    container: InputContainer, streams: Sequence[AudioStream], detect: Detect
) -> Iterator[_Excerpt]:
    """Yield excerpts of all tracks, position by position."""
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
) -> _Excerpt:
    numbers = {stream.index: number for number, stream in enumerate(streams)}
    mono: dict[int, MonoStream] = {}
    pieces: list[list[NDArray[np.float32]]] = [[] for _ in streams]
    read_s = [0.0] * len(streams)
    starts_s: dict[int, float] = {}
    for packet in container.demux(list(streams)):
        number = numbers[packet.stream_index]
        for frame in _decoded(packet):
            if not isinstance(frame, av.AudioFrame) or not (frame.samples and frame.sample_rate):
                continue
            starts_s.setdefault(number, frame.time or 0.0)
            stream = mono.setdefault(number, MonoStream(frame.sample_rate, detect))
            if stream.rate_hz == frame.sample_rate and read_s[number] < EXCERPT_S:
                pieces[number].append(stream.feed(frame))
            read_s[number] += frame.samples / frame.sample_rate
        if min(read_s) >= EXCERPT_S or max(read_s) >= EXCERPT_S + LATE_S:
            break
    for number, stream in mono.items():
        pieces[number].append(stream.finish())
    sounds = [np.concatenate([*own, np.zeros(0, np.float32)]) for own in pieces]
    return _placed(sounds, starts_s)


def _placed(sounds: Sequence[NDArray[np.float32]], starts_s: dict[int, float]) -> _Excerpt:
    """Return the tracks' sounds, each at its own time."""
    first_s = min(starts_s.values(), default=0.0)
    longest = round((EXCERPT_S + LATE_S) * SAMPLE_RATE_HZ)
    table = np.zeros((len(sounds), longest), np.float32)
    start, end, last = 0, longest, 0
    for number, sound in enumerate(sounds):
        at = min(longest, round((starts_s.get(number, first_s) - first_s) * SAMPLE_RATE_HZ))
        kept = sound[: longest - at]
        table[number, at : at + len(kept)] = kept
        last = max(last, at + len(kept))
        if len(sound):
            start, end = max(start, at), min(end, at + len(kept))
    are_there = np.array([len(sound) > 0 for sound in sounds])
    return _Excerpt(table[:, :last], are_there, -(-start // FRAME_SAMPLES), end // FRAME_SAMPLES)


def _decoded(packet: "av.Packet[Any]") -> Sequence[object]:
    """Decode a packet; no frames if it is damaged or the decoder is not in sync after the seek."""
    try:
        return packet.decode()
    except Exception as error:  # noqa: BLE001 - as above
        logger.debug("a packet is passed over: %r", error)
        return ()


def _seconds(spoken: NDArray[np.bool_]) -> float:
    return float(spoken.sum() * FRAME_SAMPLES / SAMPLE_RATE_HZ)


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
