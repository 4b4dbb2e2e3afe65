"""Tell lost sound from a recorder's pause, and add up what is missing in a recording."""

from collections import deque
from collections.abc import Callable

from av.audio.frame import AudioFrame
from av.packet import Packet

from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Incomplete
from desktop_app.media.missing.promise import Promise

# Anything shorter holds no syllable.
MIN_LOSS_S = 0.1
# Streams cut out of others begin and end with frames that cannot be decoded alone.
MIN_LOSS_AT_EDGE_S = 0.5
# A pause takes no bytes; with half as many bytes as sound of that length, it was sound.
SOUND_SHARE = 0.5
# Tags with pictures stand between the frames of joined MP3 files, and behind them: ID3v2 (3.1) and
# APEv2 tell their size; Lyrics3 (v2.00) does so in its last bytes only, at the end of a file. The
# junk before them is no longer than a few frames.
ID3_BYTES, APE_BYTES, LYRICS = 10, 32, b"LYRICSBEGIN"
TAG_SEARCH_BYTES = 4096
# Telephony codecs send almost nothing during silence.
PAUSING_CODECS = frozenset({"opus", "amr_nb", "amr_wb", "speex", "evrc", "g723_1", "g729"})
# Five holes, with two a second.
LEAST_STUTTERS, LONGEST_STUTTER_S = 5, 0.5
# Headers of pages, clusters and blocks take less than this between two packets (Ogg: 282).
HEADER_BYTES = 300
# Packets of other tracks around a hole: a few seconds of pictures.
OTHERS_REMEMBERED = 500
# The gap that damage leaves in the time stamps shows after the next packets (an Ogg page).
SHOWS_WITHIN_S = 1.0


class Losses:
    """Track the packets and frames of one track, to count lost sound.

    Args:
        codec: FFmpeg's name of the codec.
        peek: returns that many bytes of the file from an offset.
        counts_bytes: whether all bytes between two packets belong to this track or to packets
            passed to `skip`, so that any others are damage.
        bytes_per_s: of the whole file, if its tracks are interleaved and all go to `skip`.
    """

    def __init__(
        self,
        codec: str,
        peek: Callable[[int, int], bytes],
        *,
        counts_bytes: bool,
        bytes_per_s: float | None = None,
    ) -> None:
        self._peek = peek
        self._counts_bytes = counts_bytes
        self._has_numbers = codec == "flac"
        self._bytes_per_s = bytes_per_s
        self._others_s: deque[float] = deque(maxlen=OTHERS_REMEMBERED)
        self._fed_at = self._jump = (
            0  # where the last packet is in the file, how far from the other
        )
        self._tag_end = 0
        self._counts_pauses = codec not in PAUSING_CODECS
        self._place = -1  # where in the file the packets seen last begin
        self._size = 0  # and how many bytes they are
        self._good_bytes = self._bad_bytes = 0
        self._good_s = self._bad_s = 0.0
        self._fed_s = 0.0  # length of the packet seen last
        self._due_s = 0.0  # and of those before it that gave no sound
        self._stray_bytes = 0  # in no packet, since the last frame
        self._since_s = 0.0  # sound since the stray bytes
        self._since_pause_s = 0.0
        self._has_failed = self._has_ever_failed = False
        self._began = False
        self._sound_s = 0.0
        self._spans: list[Span] = []
        self._pauses: list[Span] = []

    def skip(self, packet: Packet, at_s: float) -> None:  # type: ignore[type-arg]
        """Note a packet of another track, shown at that time."""
        self._pass(packet.pos, packet.size)
        self._others_s.append(at_s)

    def feed(self, packet: Packet, duration_s: float) -> None:  # type: ignore[type-arg]
        """Note the packet that the decoder gets next."""
        self._pass(packet.pos, packet.size)
        if packet.pos is not None:
            self._jump = packet.pos - self._fed_at
            self._fed_at = packet.pos
        self._due_s += self._fed_s
        self._fed_s = duration_s
        self._good_bytes += packet.size
        self._good_s += duration_s

    def fail(self, packet: Packet, duration_s: float) -> None:  # type: ignore[type-arg]
        """Note that the decoder refused the packet."""
        self._has_failed = self._has_ever_failed = True
        self._good_bytes -= packet.size
        self._good_s -= duration_s
        self._bad_bytes += packet.size
        self._bad_s += duration_s
        if self._counts_bytes:  # it may contain all the damage, however short it claims to be
            self._fed_s = 0.0
            self._stray(packet.pos or 0, packet.size)

    def deliver(self, frame: AudioFrame) -> None:
        """Note that the decoder returned sound."""
        self.hear(frame.samples / frame.sample_rate)

    def hear(self, seconds: float) -> None:
        """Note so much sound."""
        self._sound_s += seconds
        self._since_s += seconds
        self._since_pause_s += seconds
        if self._since_s > SHOWS_WITHIN_S:
            self._stray_bytes = 0

    def damaged_s(self, stamp_s: float | None, position_s: float) -> float:
        """Return how much silence replaces damage if the container has no time stamps, in seconds.

        Args:
            stamp_s: the next frame's time as derived by FFmpeg; FLAC numbers its samples.
            position_s: end of the sound before it, in seconds from the start.
        """
        if not self._has_failed and self._stray_s < MIN_LOSS_S:
            return 0.0
        if self._has_numbers:
            return max(0.0, (stamp_s or 0.0) - position_s)
        return self._stray_s

    @property
    def missing_s(self) -> float:
        """Estimate the sound lost since the last frame, in seconds, from what was read since."""
        return self._due_s + self._fed_s + self._stray_s

    @property
    def _stray_s(self) -> float:
        return self._seconds_of(self._stray_bytes)

    def _seconds_of(self, count: int) -> float:
        """Convert a number of bytes of sound to seconds."""
        size, seconds = self._good_bytes, self._good_s
        if seconds < self._bad_s:  # hardly anything is intact: then trust a packet's own length
            size, seconds = size + self._bad_bytes, seconds + self._bad_s
        return count * seconds / size if size and seconds > 0 else 0.0

    def settle(self, start_s: float, gap_s: float, *, is_damage: bool) -> None:
        """Note the next frame, and the silence that was put before it.

        Args:
            start_s: where the silence begins.
            gap_s: how long it is, in seconds.
            is_damage: whether it replaces damage rather than a gap in the time stamps.
        """
        least_s = MIN_LOSS_S if self._began else MIN_LOSS_AT_EDGE_S
        lost_s = self._due_s + self._stray_s
        is_loss = is_damage or self._has_failed or lost_s >= gap_s * SOUND_SHARE
        is_loss = is_loss or self._has_vanished(start_s, gap_s)
        if gap_s >= least_s:
            (self._spans if is_loss else self._pauses).append((start_s, start_s + gap_s))
            self._since_pause_s = 0.0
        self._due_s = self._fed_s = 0.0
        if gap_s > 0:
            self._stray_bytes = 0
        self._has_failed = False
        self._began = True

    def incomplete(
        self, end_s: float, promise: Promise | None, others_end_s: float, file_size: int | None
    ) -> Incomplete | None:
        """Return what is missing once all was read; None if nothing is.

        Args:
            end_s: end of the sound, in seconds from the start.
            promise: the length that the container states.
            others_end_s: end of the other tracks, in seconds.
            file_size: in bytes, if the file should hold only this track's packets and tags.
        """
        if self._stutters(end_s):
            self._spans = [(self._pauses[0][0], self._pauses[-1][1])]
            lost_s = sum(end - start for start, end in self._pauses)
        else:
            lost_s = sum(end - start for start, end in self._spans)
        decoded_s = max(0.0, end_s - lost_s)
        if promise is not None and promise.end_s is None:
            return Incomplete(None, decoded_s, end_s, tuple(self._spans), breaks_off=True)
        missing_s, is_cut = self._missing_at_end(end_s, promise, others_end_s, file_size)
        if not missing_s and not self._spans:
            return None
        return Incomplete(end_s + missing_s, decoded_s, end_s, tuple(self._spans), is_cut)

    def _has_vanished(self, start_s: float, gap_s: float) -> bool:
        """Whether the file has bytes for that time but no packet of any track."""
        if self._bytes_per_s is None or self._jump < gap_s * SOUND_SHARE * self._bytes_per_s:
            return False
        inside = (start_s + gap_s / 4, start_s + gap_s * 3 / 4)
        return not any(inside[0] < at_s < inside[1] for at_s in self._others_s)

    def _stutters(self, end_s: float) -> bool:
        """Whether there is more silence than sound between packets throughout, unlike real pauses.

        This happens when packets claim to be longer than what can be decoded of them.
        """
        count = len(self._pauses)
        silence_s = sum(end - start for start, end in self._pauses)
        is_often = count >= LEAST_STUTTERS and end_s <= count * LONGEST_STUTTER_S
        return self._counts_pauses and is_often and silence_s > self._sound_s

    def _missing_at_end(
        self, end_s: float, promise: Promise | None, others_end_s: float, file_size: int | None
    ) -> tuple[float, bool]:
        """Return how many more seconds there should be, and whether the end is missing."""
        if promise is not None and promise.end_s is not None:
            reached_s = max(end_s, others_end_s) if promise.is_of_file else end_s
            is_short = reached_s < promise.end_s - promise.slack_s
            return (promise.end_s - end_s, True) if is_short else (0.0, False)
        if self._has_failed and self.missing_s >= MIN_LOSS_AT_EDGE_S:
            return self.missing_s, True
        if file_size is None or self._place < 0:
            return 0.0, False
        # Includes what was skipped in ADTS, where FFmpeg counts only the packets' bytes.
        self._stray_bytes = 0
        at = self._place + self._size
        self._stray(at, file_size - at)
        unread_s = self._stray_s
        return (
            (unread_s, not self._has_ever_failed)
            if unread_s >= MIN_LOSS_AT_EDGE_S
            else (0.0, False)
        )

    def _pass(self, place: int | None, size: int) -> None:
        if place is None or not self._counts_bytes:
            return
        if place == self._place:  # one page, or one block, with several packets
            self._size += size
            return
        if self._place >= 0:
            at = self._place + self._size
            self._stray(at, place - at - HEADER_BYTES)
        self._place, self._size = place, size

    def _stray(self, at: int, size: int) -> None:
        """Count bytes that are not sound, unless they are a tag."""
        if size <= 0:
            return
        if at >= self._tag_end:
            self._tag_end = at + _tag_size(self._peek(at, min(size, TAG_SEARCH_BYTES)), size)
        size = at + size - max(at, min(self._tag_end, at + size))
        if size > 0:
            self._stray_bytes += size
            self._since_s = 0.0
            self._look_back()

    def _look_back(self) -> None:
        """Count a pause as loss if the damage behind it shows only now (ASF: a packet later)."""
        if self._pauses and self._since_pause_s < SHOWS_WITHIN_S:
            start_s, end_s = self._pauses[-1]
            if self._stray_s >= (end_s - start_s) * SOUND_SHARE:
                self._spans.append(self._pauses.pop())
                self._stray_bytes = 0


def _tag_size(junk: bytes, size: int) -> int:
    """Return the end of the tag that begins in these bytes; 0 if there is none."""
    if LYRICS in junk:
        return size
    at = junk.find(b"ID3")
    if at >= 0 and len(junk) >= at + ID3_BYTES:
        size = 0
        for byte in junk[at + 6 : at + ID3_BYTES]:  # four times seven bits
            size = size << 7 | byte & 0x7F
        return at + ID3_BYTES + size
    at = junk.find(b"APETAGEX")
    return at + APE_BYTES + int.from_bytes(junk[at + 12 : at + 16], "little") if at >= 0 else 0
