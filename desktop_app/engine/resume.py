"""Make a transcript of what was heard in a recording's chunks: all, or those so far."""

from desktop_app.core.model import ModelSpec
from desktop_app.core.request import HeardChunk, ResumePoint, TranscriptionRequest
from desktop_app.core.text.splicing import in_order
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Incomplete, Segment, Transcript
from desktop_app.engine.nemo.config import DEFAULT_LANGUAGE
from desktop_app.engine.recognizer import Utterance
from desktop_app.engine.text.assembly import Assembly, clipped
from desktop_app.engine.text.coverage import speech_gaps
from desktop_app.engine.text.languages import with_languages


class Draft:
    """The text of a recording while its chunks come in.

    All that the transcript is made of goes through `add`, so a transcription that was interrupted
    and goes on gives the same one.

    Args:
        request: the recording's request.
    """

    def __init__(self, request: TranscriptionRequest) -> None:
        self._request = request
        self._assembly = Assembly(request.timestamps)
        self._segments: list[Segment] = []
        self._speech: list[Span] = []
        self._wordless: list[Span] = []

    def add(self, heard: HeardChunk) -> tuple[Segment, ...]:
        """Add the next chunk; return the segments that are now final."""
        self._speech += heard.speech
        if not heard.text:
            self._wordless.append((heard.start_s, heard.end_s))
        utterance = Utterance(heard.text, heard.words, heard.start_s, heard.end_s)
        return self._keep(self._assembly.add(heard, clipped(utterance, self._request.span)))

    def finish(self) -> tuple[Segment, ...]:
        """Return the remaining segments, after the last chunk."""
        return self._keep(self._assembly.finish())

    def transcript(self, duration_s: float, incomplete: Incomplete | None = None) -> Transcript:
        """Return the transcript of what was added, once it is finished.

        Args:
            duration_s: length of the recording, in seconds.
            incomplete: what could not be read of it.
        """
        request, model = self._request, self._request.model
        segments = in_order(self._segments, duration_s)
        return Transcript(
            media_path=request.media_path,
            duration_s=duration_s,
            model=model.id,
            language=_written_language(request),
            segments=with_languages(segments, _found_by_itself(model)),
            gaps=speech_gaps(self._segments, self._speech, self._wordless, request.span),
            incomplete=incomplete,
            model_title=model.title,
            recorded_on=request.recorded_on,
        )

    def _keep(self, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        self._segments += segments
        return segments


def text_so_far(request: TranscriptionRequest, point: ResumePoint) -> Transcript:
    """Return the transcript of the heard part of a recording, to read and to export.

    Without the recording, a model or torch; call it outside the GUI thread, as a long one takes a
    while (the detector of languages alone half a second).

    Args:
        request: the recording's request.
        point: what was heard so far.

    Returns:
        The text so far. Its `duration_s` is the recording's length by its probe; where the request
        has none, the end of the heard part.
    """
    draft = Draft(request)
    for heard in point.heard:
        draft.add(heard)
    draft.finish()
    length_s = request.info.duration_s if request.info is not None else None
    return draft.transcript(max(length_s or 0.0, point.end_s))


def _found_by_itself(spec: ModelSpec) -> tuple[str, ...]:
    """Return the languages among which the model chooses without reporting its choice."""
    return spec.facts.hears if spec.facts is not None and not spec.languages else ()


def _written_language(request: TranscriptionRequest) -> str | None:
    if request.model.kind.is_prompted:
        return request.target_language or request.language or DEFAULT_LANGUAGE
    return request.language
