"""`aviary transcribe --plan`: print how files would be transcribed, and how long it would take."""

import argparse
from functools import partial

from desktop_app.app.planning.plans import NO_HISTORY, Planning, plan_lines, this_computer
from desktop_app.app.services import Services
from desktop_app.cli.progress import Tally
from desktop_app.cli.terminal import Terminal
from desktop_app.cli.transcribe import (
    chosen_model,
    chosen_speakers,
    exit_code_of,
    expand,
    request_of,
    require_installed,
    with_track,
)
from desktop_app.cli.voices import require_voice_model
from desktop_app.core.errors import AppError
from desktop_app.core.model import ModelSpec
from desktop_app.core.plan import Plan
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.sentences import tr
from desktop_app.core.text.visible import visible_line
from desktop_app.core.timecode import duration, size
from desktop_app.system.streams import put_out


def run(services: Services, options: argparse.Namespace) -> int:
    """Print a plan for every file; return 0 if all can be transcribed, 1 if not, 2 for usage."""
    from desktop_app.media.probe import probe

    terminal = Terminal(quiet=options.quiet)
    try:
        spec = chosen_model(services, options)
        search = chosen_speakers(services, options)
    except AppError as error:
        terminal.warn(error.typed_sentence)
        return exit_code_of(error, options)
    tally = Tally()
    files = expand(options.files, terminal, tally)
    has_failed = bool(tally.failed)
    needed = (spec, search.model if search is not None else None)
    checks = [partial(require_installed, services, one) for one in needed if one is not None]
    for check in (*checks, partial(require_voice_model, services, options)):
        try:
            check()
        except AppError as error:  # a plan may be what decides about the download
            terminal.warn(error.typed_sentence)
            has_failed = True
    services.speed.load()
    computer = this_computer()

    def file_bytes(asked: ModelSpec) -> int | None:
        return _file_bytes(services, asked)

    planning = Planning(services.speed, lambda: computer, file_bytes)
    plans: list[Plan] = []
    for file in files:
        try:
            request = with_track(request_of(options, spec, file, search))
            length_s = (request.info or probe(file)).duration_s
        except AppError as error:
            has_failed = True
            terminal.warn(f"{file.name}: {error.typed_sentence}")
            continue
        plan = planning.plan(request, length_s)
        plans.append(plan)
        _print(request, plan)
    if len(plans) > 1:
        put_out(f"\n{total_line(plans)}\n")
    return 1 if has_failed else 0


def _print(request: TranscriptionRequest, plan: Plan) -> None:
    lines = [*plan_lines(plan, request.model.title), *_numbers(plan)]
    search = request.speakers
    if search is not None and search.model is not None:
        lines.append(f"{search.model.title} finds the speakers at the same time.")
    elif search is not None:
        of_all = request.takes_all_tracks
        lines.append("Each track is one speaker." if of_all else "Each channel is one speaker.")
    put_out(
        "\n".join([visible_line(str(request.media_path)), *(f"  {line}" for line in lines)]) + "\n"
    )


def _numbers(plan: Plan) -> list[str]:
    batch = f"Chunks of up to {plan.chunk_s:g} s, up to {plan.batch_s:.0f} s of audio at once."
    if plan.needed_bytes is None:
        return [batch]
    needed, free = size(plan.needed_bytes), size(plan.free_bytes)
    return [batch, f"About {needed} of memory needed, {free} free."]


def total_line(plans: list[Plan]) -> str:
    """Return the total in one line; loading the model counts once."""
    sound = duration(sum(plan.audio_s or 0.0 for plan in plans))
    line = f"In total: {len(plans)} files, {sound} of audio. "
    estimates = [plan.estimate for plan in plans if plan.estimate is not None]
    if not estimates:
        return line + tr(NO_HISTORY)
    if len(estimates) < len(plans):
        return line + "The time is not known, as the length of some files is not."
    work_s = sum(one.work_s for one in estimates)
    load_s = max(one.load_s or 0.0 for one in estimates)
    about = "More than" if any(one.is_least for one in estimates) else "About"
    return line + f"{about} {duration(work_s + load_s)} with loading the model."


def _file_bytes(services: Services, spec: ModelSpec) -> int | None:
    """Return the size of the user's own model, from its archive or unpacked files."""
    if spec.path is not None:
        return spec.path.stat().st_size
    installed = services.store.installed(spec)
    return installed.manifest.total_bytes if installed else None
