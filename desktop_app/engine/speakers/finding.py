"""Find the speakers of recordings: while they are transcribed, or of sentences that are there.

What goes wrong ends the search for speakers, never the text: then a notice says what happened.
Where a GPU fails, the recording is heard again on the CPU, which takes longer.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, ModelInvalid
from desktop_app.core.media import SAMPLE_RATE_HZ, MediaInfo
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import (
    DeviceChoice,
    ModelLoading,
    ModelReady,
    Notice,
    Precision,
    Progress,
    SpeakerSearch,
    TranscriptionRequest,
)
from desktop_app.core.sentences import marked, tr
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.engine.compute.runtime import default_thread_count, shares_of_two
from desktop_app.engine.fallback import CPU_NOTE, GPU_FAILURES, OnEvent
from desktop_app.engine.loaded import CheckFiles, LoadedModels, LoadOne, Locate
from desktop_app.engine.speakers.activity import Activity, ActivityRecorder, Hearing, taken
from desktop_app.engine.speakers.assignment import with_speakers
from desktop_app.engine.speakers.diarizer import Diarizer
from desktop_app.engine.speakers.listening import Listening, SpeakerListener, explained
from desktop_app.media.ahead import POLL_S, Ahead, until_cancelled
from desktop_app.media.channels import ChannelMeter, HeardChannels
from desktop_app.media.feed import FeedSource, Listener
from desktop_app.media.probe import probe_if_changed
from desktop_app.media.together import decode_sound
from desktop_app.media.tracks import choose_track

logger = logging.getLogger(__name__)

# Blocks of a second, decoded ahead of the diarizer where nothing else is heard.
BLOCKS_AHEAD = 60

NO_SPEAKERS_NOTE = marked(
    "{problem} The text is complete, but nobody is named in it. Speakers can be found later, also "
    "with another model."
)
NOBODY_NOTE = marked("No speakers were found in “{name}”.")
NO_TIMES_NOTE = marked(
    "Speakers cannot be named in a text without times. Choose another time setting, or a model "
    "that gives times."
)
MONO_NOTE = marked(
    "“{name}” does not have a channel of its own for each speaker. Let a model find them instead."
)
ONE_CHANNEL_NOTE = marked(
    "“{name}” has no channels of their own for its speakers: all hold nearly the same sound. Let a "
    "model find them instead."
)
SURROUND_NOTE = marked(
    "“{name}” has surround sound ({layout}): its channels are for loudspeakers, not for people. "
    "Let a model find the speakers instead."
)
ONE_TRACK_NOTE = marked(
    "“{name}” has no tracks of their own for its speakers: all hold nearly the same sound. Let a "
    "model find them instead."
)
OTHER_FILE_NOTE = marked(
    "“{name}” is another recording than the one that was transcribed: its speakers may be wrong."
)


class SpeakerFinder:
    """Finds who speaks in one recording after the other; use it from one thread only.

    Args:
        locate: returns the folder of a model, unpacking it first if needed.
        load: loads a diarizer.
        check_files: called if a diarizer is invalid; raises ModelDamaged if its files have changed
            since installation.
    """

    def __init__(self, locate: Locate, load: LoadOne[Diarizer], check_files: CheckFiles) -> None:
        self._locate = locate
        self._check_files = check_files
        self._listening = Listening()
        self._diarizers = LoadedModels(load, self._listening.stop)
        self._device = DeviceChoice.CPU  # where the next one is to compute
        self._problem: AppError | None = None  # why nobody listens
        self._on_cpu_only: set[ModelSpec] = set()

    def listener_of(self, request: TranscriptionRequest) -> Listener | None:
        """Return who hears a recording while it is read; None for nobody."""
        return self._listening.listener() if heard_by(request) is not None else None

    def start(
        self,
        request: TranscriptionRequest,
        device: DeviceChoice,
        cancel: CancelToken,
        tell: OnEvent,
    ) -> int | None:
        """Have a diarizer listen to the recording that is transcribed next, if one is asked for.

        Returns:
            How many threads the recogniser may use meanwhile; None for as many as alone.

        Raises:
            Cancelled: cancellation was requested.
        """
        self._problem, self._device = None, device
        spec = heard_by(request)
        if spec is None:
            return None
        try:
            diarizer = self._loaded(spec, request.precision, cancel, tell)
        except Cancelled:
            raise
        except Exception as error:
            logger.warning("nobody listens for speakers", exc_info=error)
            self._problem = explained(error)
            self._listening.stop()
            return None
        if diarizer.device is not DeviceChoice.CPU:
            self._listening.use(diarizer)
            return None
        recogniser, own = shares_of_two()
        self._listening.use(diarizer, own)
        return recogniser

    def make_room(self, device: DeviceChoice) -> bool:
        """Unload the diarizer for the recogniser's sake; return whether there was one on a device.

        A recording of which it has not heard all, it hears once the text is there.
        """
        diarizer = self._diarizers.model
        if diarizer is None or diarizer.device is not device:
            return False
        self._diarizers.close()
        return True

    def finish(
        self,
        request: TranscriptionRequest,
        source: FeedSource,
        transcript: Transcript,
        cancel: CancelToken,
        tell: OnEvent,
    ) -> Transcript:
        """Return the text of a recording with its speakers; without them, told why, where not.

        Args:
            request: the recording's request.
            source: from which it was read to its end.
            transcript: its text.
            cancel: checked while the diarizer is still at it.
            tell: called with notices.

        Raises:
            Cancelled: cancellation was requested.
        """
        search = request.speakers
        if search is None or request.span is not None:
            return transcript
        if not transcript.segments:
            source.drop()
            return transcript
        try:
            if search.model is None:
                activity = _of_channels(source.heard_channels(), request, tell)
            else:
                heard = replace(request, audio_track=source.cutting.track)
                activity = self._listened(heard, search.model, source.listener, cancel, tell)
            segments = _named(request, search, transcript.segments, activity, tell)
        except Cancelled:
            raise
        except Exception as error:
            logger.warning("no speakers in %s", request.media_path, exc_info=error)
            problem = explained(error).message
            tell(Notice(tr(NO_SPEAKERS_NOTE).format(problem=problem)))
            return transcript
        return replace(transcript, segments=segments)

    def told(
        self,
        request: TranscriptionRequest,
        device: DeviceChoice,
        cancel: CancelToken,
        tell: OnEvent,
    ) -> Transcript:
        """Return the sentences of `request.told` with those who say them; nothing is recognised.

        Raises:
            Cancelled: cancellation was requested.
            MediaError: the recording cannot be decoded.
            AppError: the diarizer failed.
        """
        self._device = device
        search = request.speakers or SpeakerSearch()
        before, probe = request.info, partial(probe_if_changed, request.media_path, request.info)
        request = replace(request, info=until_cancelled(probe, cancel))
        if search.model is None:
            activity, duration_s = _heard_by_channel(request, cancel, tell)
        else:
            activity, duration_s = self._heard(request, search.model, cancel, tell, tell)
        model = request.model
        segments = _named(request, search, request.told, activity, tell)
        if _is_other(before, request.info):
            tell(Notice(tr(OTHER_FILE_NOTE).format(name=request.media_path.name)))
        return Transcript(
            request.media_path,
            duration_s,
            model.id,
            request.language,
            segments,
            model_title=model.title,
            recorded_on=request.recorded_on,
        )

    def close(self) -> None:
        """Unload the diarizer, and forget where it failed."""
        self._on_cpu_only.clear()
        self._listening.stop()
        self._diarizers.close()

    def _listened(
        self,
        request: TranscriptionRequest,
        spec: ModelSpec,
        listener: Listener | None,
        cancel: CancelToken,
        tell: OnEvent,
    ) -> Activity:
        """Return what was heard while the recording was read, else hear it now."""
        if self._problem is not None:
            raise self._problem
        try:
            if isinstance(listener, SpeakerListener):
                activity = listener.activity(cancel)
                if activity is not None:
                    return activity
        except GPU_FAILURES as error:
            if self._is_on_cpu(spec):
                raise
            self._move_to_cpu(spec, error, tell)
        return self._heard(request, spec, cancel, tell)[0]

    def _heard(
        self,
        request: TranscriptionRequest,
        spec: ModelSpec,
        cancel: CancelToken,
        tell: OnEvent,
        on_progress: OnEvent | None = None,
    ) -> tuple[Activity, float]:
        """Decode a recording for a diarizer alone; return what it heard, and the seconds heard."""
        self._listening.stop()  # it hears one recording at a time
        diarizer = self._loaded(spec, request.precision, cancel, tell)
        if on_progress is not None:
            on_progress(ModelReady(diarizer.device, diarizer.precision, default_thread_count()))
        try:
            return _heard_alone(diarizer, request, cancel, on_progress)
        except GPU_FAILURES as error:
            if diarizer.device is DeviceChoice.CPU:
                raise
            self._move_to_cpu(spec, error, tell)
        diarizer = self._loaded(spec, request.precision, cancel, tell)
        return _heard_alone(diarizer, request, cancel, on_progress)

    def _loaded(
        self, spec: ModelSpec, precision: Precision, cancel: CancelToken, tell: OnEvent
    ) -> Diarizer:
        """Return a diarizer in memory, on the CPU where the GPU fails."""
        if not self._is_on_cpu(spec):
            try:
                return self._get(spec, self._device, precision, cancel, tell)
            except GPU_FAILURES as error:
                self._move_to_cpu(spec, error, tell)
        asked = precision if self._device is DeviceChoice.CPU else Precision.AUTO
        return self._get(spec, DeviceChoice.CPU, asked, cancel, tell)

    def _get(
        self,
        spec: ModelSpec,
        device: DeviceChoice,
        precision: Precision,
        cancel: CancelToken,
        tell: OnEvent,
    ) -> Diarizer:
        folder = self._locate(spec, cancel)
        cancel.raise_if_cancelled()
        if not self._diarizers.has(folder, spec, device, precision):
            tell(ModelLoading(spec.title))
        try:
            diarizer = self._diarizers.get(folder, spec, device, precision, cancel)
        except ModelInvalid:
            self._diarizers.close()
            self._check_files(spec, cancel)
            raise
        cancel.raise_if_cancelled()
        return diarizer

    def _is_on_cpu(self, spec: ModelSpec) -> bool:
        return self._device is DeviceChoice.CPU or spec in self._on_cpu_only

    def _move_to_cpu(self, spec: ModelSpec, problem: AppError, tell: OnEvent) -> None:
        logger.warning("the diarizer goes to the CPU", exc_info=problem)
        self._on_cpu_only.add(spec)
        tell(Notice(tr(CPU_NOTE).format(problem=problem.message)))


def heard_by(request: TranscriptionRequest) -> ModelSpec | None:
    """Return the diarizer that hears a recording while it is transcribed; None for none."""
    if request.speakers is None or request.span is not None or request.told:
        return None
    return request.speakers.model


def _named(
    request: TranscriptionRequest,
    search: SpeakerSearch,
    segments: tuple[Segment, ...],
    activity: Activity | None,
    tell: OnEvent,
) -> tuple[Segment, ...]:
    """Return sentences with their speakers; tell what keeps some from having one.

    Of channels that do not tell, for which there is no activity, it was told why.
    """
    if activity is None:
        # Those who were named before were not found now.
        return tuple(replace(one, speaker=None, is_overlapped=False) for one in segments)
    note = ""
    if search.model is not None:
        activity, note = taken(activity, search)
    found = with_speakers(segments, activity)
    if all(one.start_s is None for one in segments) and activity.speakers > 1:
        note = tr(NO_TIMES_NOTE)
    elif not any(one.speaker for one in found):
        note = tr(NOBODY_NOTE).format(name=request.media_path.name)
    if note:
        tell(Notice(note))
    return found


def _is_other(before: MediaInfo | None, now: MediaInfo | None) -> bool:
    """Whether a file that was transcribed has other sound in it since."""
    known = before.sample_hash if before is not None else ""
    return bool(known) and now is not None and now.sample_hash != known


def _of_channels(
    heard: HeardChannels | None, request: TranscriptionRequest, tell: OnEvent
) -> Activity | None:
    """Return who speaks by channel; None where the channels do not tell, and tell why."""
    name = request.media_path.name
    if heard is None:
        tell(Notice(tr(MONO_NOTE).format(name=name)))
        return None
    # Field recorders' microphones are called so too in some formats: then there are people.
    if heard.surround and heard.people <= 1:
        tell(Notice(tr(SURROUND_NOTE).format(name=name, layout=heard.surround)))
        return None
    if heard.are_alike:
        note = ONE_TRACK_NOTE if request.takes_all_tracks else ONE_CHANNEL_NOTE
        tell(Notice(tr(note).format(name=name)))
        return None
    recorder = ActivityRecorder(heard.frame_s, heard.probabilities.shape[1])
    recorder.add(heard.probabilities)
    return recorder.activity()


def _heard_by_channel(
    request: TranscriptionRequest, cancel: CancelToken, on_progress: OnEvent
) -> tuple[Activity | None, float]:
    meter = ChannelMeter()
    heard_s = 0.0
    for block in _blocks(request, cancel, meter):
        heard_s += len(block) / SAMPLE_RATE_HZ
        on_progress(_progress(request, heard_s))
    return _of_channels(meter.heard(), request, on_progress), heard_s


def _heard_alone(
    diarizer: Diarizer,
    request: TranscriptionRequest,
    cancel: CancelToken,
    on_progress: OnEvent | None,
) -> tuple[Activity, float]:
    heard_s = 0.0
    try:
        hearing = Hearing(diarizer)
        for block in _blocks(request, cancel):
            hearing.hear(block)
            heard_s += len(block) / SAMPLE_RATE_HZ
            if on_progress is not None:
                on_progress(_progress(request, heard_s))
        return hearing.finish(), heard_s
    except (AppError, Cancelled):
        raise
    except Exception as error:
        raise explained(error) from error


def _progress(request: TranscriptionRequest, heard_s: float) -> Progress:
    total_s = request.info.duration_s if request.info is not None else None
    return Progress(min(heard_s, total_s or heard_s), total_s)


def _blocks(
    request: TranscriptionRequest, cancel: CancelToken, meter: ChannelMeter | None = None
) -> Iterator[NDArray[np.float32]]:
    """Yield the sound of a recording, decoded ahead."""
    blocks = Ahead(_decoded(request, meter), BLOCKS_AHEAD, "decoder")
    try:
        while not blocks.has_ended:
            cancel.raise_if_cancelled()
            block = blocks.take(POLL_S)
            if block is not None:
                yield block
    finally:
        blocks.close()


def _decoded(
    request: TranscriptionRequest, meter: ChannelMeter | None
) -> Iterator[NDArray[np.float32]]:
    track = request.audio_track
    if track is None:
        track = choose_track(request.media_path, known=request.info).number
    yield from decode_sound(request.media_path, track, meter=meter)
