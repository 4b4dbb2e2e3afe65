"""Build the arguments of NeMo's `transcribe`; nothing else does.

`num_workers = 0` alone does not keep NeMo from writing files: given paths, it writes a
`manifest.json` and keeps it open while it reads. Given arrays, as here, it writes none.
"""

import re
from typing import Any

from desktop_app.core.errors import LanguageUnsupported, TimestampsUnsupported
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.sentences import marked, tr
from desktop_app.core.text.suggestion import did_you_mean
from desktop_app.core.transcript import TimestampMode
from desktop_app.engine.recognizer import NemoModel, RecognitionOptions

DEFAULT_LANGUAGE = "en"
NO_TRANSLATION = marked("Turn off translation, or choose a model that translates.")


def check_options(spec: ModelSpec, options: RecognitionOptions) -> None:
    """Check options on which NeMo would fail with a bare KeyError, or not at all.

    Raises:
        LanguageUnsupported: the model does not understand or write the language.
        TimestampsUnsupported: the model gives no times, or none as fine.
    """
    if spec.kind.is_prompted:
        _check_language(spec, _source(options), spec.languages)
        _check_language(spec, _target(options), spec.target_languages or spec.languages)
        _check_pair(spec, _source(options), _target(options))
    elif options.target_language not in (None, options.language):
        raise LanguageUnsupported(
            "{model} does not translate.",
            remedy=tr(NO_TRANSLATION),
            model=spec.title,
        )
    elif options.language is not None and (heard := heard_languages(spec)):
        _check_language(spec, options.language, heard)
    if options.timestamps not in spec.timestamps:
        if spec.timestamps_why_not:
            raise TimestampsUnsupported(spec.timestamps_why_not)
        raise TimestampsUnsupported(
            "{model} gives no {kind} times.", model=spec.title, kind=options.timestamps
        )


def heard_languages(spec: ModelSpec) -> tuple[str, ...]:
    """Return the languages that a model understands, chosen or found; empty if unknown."""
    return spec.languages or (spec.facts.hears if spec.facts else ())


def _check_language(spec: ModelSpec, language: str, known: tuple[str, ...]) -> None:
    if language not in known:
        code = re.split("[-_]", language)[0].casefold()  # "de-DE", "DE"
        raise LanguageUnsupported(
            "{model} does not support “{language}” (it supports {listed}).{asked}",
            model=spec.title,
            language=language,
            listed=", ".join(known),
            asked=did_you_mean(code, known),
        )


def _check_pair(spec: ModelSpec, source: str, target: str) -> None:
    pairs = spec.facts.translation_pairs if spec.facts else ()
    if pairs and source != target and (source, target) not in pairs:
        raise LanguageUnsupported(
            "{model} does not translate from “{source}” to “{target}”; it translates to and "
            "from English.",
            model=spec.title,
            source=source,
            target=target,
        )


def _source(options: RecognitionOptions) -> str:
    return options.language or DEFAULT_LANGUAGE


def _target(options: RecognitionOptions) -> str:
    return options.target_language or _source(options)


def transcribe_arguments(
    model: NemoModel, spec: ModelSpec, options: RecognitionOptions, batch_size: int
) -> dict[str, Any]:
    """Return the keyword arguments of `model.transcribe`.

    The config is new for every call, because NeMo writes into it. With `override_config` the
    transducers ignore every keyword, while Canary and the hybrids use the keyword `timestamps`; so
    it is in both. It is always given, True or False, because NeMo remembers the last value.
    """
    check_options(spec, options)
    wants_times = options.timestamps is not TimestampMode.NONE
    config = model.get_transcribe_config()
    values: dict[str, Any] = {
        "num_workers": 0,
        "batch_size": batch_size,
        "drop_last": False,
        "timestamps": wants_times,
        "return_hypotheses": True,
        "use_lhotse": False,
        "verbose": False,
        # Chunks are cut by Aviary; NeMo's own chunking merges the arrays into one hypothesis.
        "enable_chunking": False,
    }
    for name, value in values.items():
        if hasattr(config, name):
            setattr(config, name, value)
    # Short arrays are padded to a second; padding on both sides would shift all times. NeMo reads
    # this with getattr: it is not a field of its config.
    config.pad_direction = "right"
    if spec.kind.is_prompted:
        tags_times = wants_times and getattr(model, "timestamps_asr_model", None) is None
        slots = _slots(spec.kind, options, tags_times=tags_times)
        config.prompt = [{"role": "user", "slots": slots}]
    return {"override_config": config, "timestamps": wants_times}


def _slots(kind: ModelKind, options: RecognitionOptions, *, tags_times: bool) -> dict[str, str]:
    """Return Canary's prompt; 'yes' and 'no' because NeMo asserts on booleans."""
    source, target = _source(options), _target(options)
    slots = {"source_lang": source, "target_lang": target, "pnc": "yes"}
    if kind is ModelKind.CANARY:
        return slots | {"task": "asr" if source == target else "ast"}
    return slots | {
        "decodercontext": "",
        "emotion": "<|emo:undefined|>",
        "itn": "no",
        "timestamp": "yes" if tags_times else "no",
        "diarize": "no",
    }
