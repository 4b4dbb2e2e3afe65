"""SubRip, WebVTT, Advanced SubStation and LRC: cues in the forms that players read."""

import html
import re
from collections.abc import Callable
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from desktop_app.core.transcript import Transcript
from desktop_app.export.document import cleaned
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.subtitles.cues import Cue, cues

if TYPE_CHECKING:
    from pysubs2 import SSAFile

# An invisible character (WORD JOINER) that keeps two others from being read as a command: a
# backslash and N end a line for pysubs2, and `<b` begins a style for the readers of SubRip.
_JOINER = "\u2060"
_TAG = re.compile(r"<(?=[a-zA-Z/])")
# Braces are commands in SubRip and SubStation; parentheses read the same.
_BRACES = str.maketrans("{}", "()")
# The size of the picture that SubStation's sizes are for.
_WIDTH, _HEIGHT = 1920, 1080
_LETTERS = 60  # 18 lines to the height: what broadcasters show
_MARGIN = 54  # a twentieth of the height
# A silence, in seconds, in which LRC shows no text.
_SILENCE_S = 4.0


def srt(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write SubRip; speakers are named in the text, where they begin to speak."""
    made = cues(transcript, options, names=options.has_speakers)
    return _written(_events(made, _srt_text), "srt")


def vtt(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write WebVTT; speakers are its voices, which a player may show or not."""
    to_text = _voices if options.has_speakers else _vtt_text
    return _written(_events(cues(transcript, options), to_text), "vtt", keep_ssa_tags=True)


def ass(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write Advanced SubStation; speakers stand in its Name field. Its times are hundredths."""
    from pysubs2 import SSAStyle

    made = cues(transcript, options)
    subtitles = _events(made, _ass_text)
    for event, cue in zip(subtitles, made, strict=True):
        event.name = _name(cue.speakers[0]).replace(",", ";") if options.has_speakers else ""
    subtitles.info.update(
        {"PlayResX": str(_WIDTH), "PlayResY": str(_HEIGHT), "ScaledBorderAndShadow": "yes"}
    )
    subtitles.styles["Default"] = SSAStyle(
        fontsize=_LETTERS, outline=3, shadow=0, marginl=_MARGIN, marginr=_MARGIN, marginv=_MARGIN
    )
    return _ass_bytes(subtitles)


def lrc(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write LRC: a line for each cue, and one without text where it ends before a silence.

    Its minutes go beyond 99; its times are hundredths of a second.
    """
    made = cues(transcript, options, names=options.has_speakers)
    lines = []
    for cue, following in zip_longest(made, made[1:]):
        lines.append(f"{_lrc_time(cue.start_s)}{' '.join(cue.lines)}")
        if following is None or following.start_s - cue.end_s >= _SILENCE_S:
            lines.append(_lrc_time(cue.end_s))
    return "".join(f"{line}\n" for line in lines).encode()


def _lrc_time(seconds: float) -> str:
    minutes, hundredths = divmod(round(seconds * 100), 6000)
    return f"[{minutes:02}:{hundredths // 100:02}.{hundredths % 100:02}]"


def _events(made: list[Cue], to_text: Callable[[Cue], str]) -> "SSAFile":
    from pysubs2 import SSAEvent, SSAFile  # saves the window 60 ms of compiling regular expressions

    subtitles = SSAFile()
    for cue in made:
        event = SSAEvent(start=round(cue.start_s * 1000), end=round(cue.end_s * 1000))
        event.text = to_text(cue)
        subtitles.append(event)
    return subtitles


def _written(subtitles: "SSAFile", kind: str, *, keep_ssa_tags: bool = False) -> bytes:
    return subtitles.to_string(kind, keep_ssa_tags=keep_ssa_tags).encode()


def _ass_bytes(subtitles: "SSAFile") -> bytes:
    """Write SubStation with times beyond ten hours, which pysubs2 cuts off and players read."""
    from io import StringIO

    from pysubs2.formats.substation import SubstationFormat

    class Long(SubstationFormat):
        @staticmethod
        def ms_to_timestamp(requested_ms: int) -> str:
            minutes, hundredths = divmod(round(requested_ms / 10), 6000)
            seconds = f"{hundredths // 100:02}.{hundredths % 100:02}"
            return f"{minutes // 60}:{minutes % 60:02}:{seconds}"

    written = StringIO()
    Long.to_file(subtitles, written, "ass", header_notice="")
    return written.getvalue().encode()


def _ass_text(cue: Cue) -> str:
    return r"\N".join(line.replace("\\", f"\\{_JOINER}").translate(_BRACES) for line in cue.lines)


def _srt_text(cue: Cue) -> str:
    return _TAG.sub(f"<{_JOINER}", _ass_text(cue))


def _vtt_text(cue: Cue) -> str:
    return r"\N".join(map(_vtt_line, cue.lines))


def _vtt_line(line: str) -> str:
    return html.escape(line.replace("\\", f"\\{_JOINER}"), quote=False)


def _voices(cue: Cue) -> str:
    """Put each speaker's lines into a voice."""
    lines: list[str] = []
    for speaker, group in groupby(zip(cue.speakers, cue.lines, strict=True), lambda one: one[0]):
        said = r"\N".join(_vtt_line(line) for _speaker, line in group)
        name = html.escape(_name(speaker).replace("\\", f"\\{_JOINER}"), quote=False)
        lines.append(f"<v {name}>{said}</v>" if name else said)
    return r"\N".join(lines)


def _name(speaker: str | None) -> str:
    return " ".join(cleaned(speaker or "").split())
