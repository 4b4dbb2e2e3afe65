"""Check a model's configuration and decide what NeMo gets to see of it.

NeMo builds whatever a configuration names. Its own allow list checks prefixes only, and lets
through code in the model's folder. So import and loader both read the configuration here; the
result is the mapping that NeMo builds from: classes of `model_parts.py` at their places, plain
values, and files of the archive. Anything else is refused; sections that only training needs are
removed.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model import ModelKind
from desktop_app.core.model_config.parts import (
    BUILT,
    KEPT,
    KINDS,
    MODELS,
    MOST,
    MOST_AT,
    NOT_DRIVEN,
    TOKENIZER_FILES,
    VOCABULARIES,
)
from desktop_app.core.model_config.yaml_text import MAX_VALUES, NotPlainError, Tree, read_tree
from desktop_app.core.model_errors import ModelUnsafe
from desktop_app.core.sentences import tr

CONFIG_NAME = "model_config.yaml"
WEIGHTS_NAME = "model_weights.ckpt"
ALIGNER_PREFIX = "timestamps_asr_"  # the CTC model inside canary-1b-v2.nemo

# A reference to another value, `${encoder.d_model}`; one leading dot means a sibling, two the
# parent's. Anything else in such brackets is a call: of the environment or of a function.
REFERENCE = re.compile(r"\$\{(\.*)([\w-]+(?:\.[\w-]+)*)\}")
MAX_LEVELS = 100  # nesting depth, references included
# Keys by which Hydra and NeMo build objects, beside `_target_`, which has its places.
ORDER = re.compile(r"_.*_|cls|params|target|trust_?remote_?code", re.IGNORECASE)
# Fields that name a file, a folder or a model to fetch, in NeMo's decoders and modules.
FILE_FIELD = re.compile(
    r"(.*_)?(path|paths|file|files|filepath|filename|dir|folder|url|uri|checkpoint|ckpt|lexicon)"
    r"|ngram_lm_model|language_model|fusion_models|(pretrained_)?model_name(_or_path)?"
    r"|pretrained(_model)?|encoder_model|decoder_joint_model|repo(_id)?",
    re.IGNORECASE,
)
# Texts that a library could take for a path or an address.
FILE_LIKE = re.compile(r"[/\\]|^~|^\w+:|^\.\.?$|\0")
# What NeMo may divide features by that is known only once all of the sound is there.
NORMALISED_OVER_ALL = ("per_feature", "all_features")
PLAIN_FILE = re.compile(r"nemo:([\w-][\w.+-]*)")
MAX_SHOWN = 60


def open_config(text: bytes, name: str, members: Collection[str]) -> Tree:
    """Return the mapping that NeMo may build the model from.

    Args:
        text: the file's content.
        name: the model's name for messages.
        members: names of the other files in the archive.

    Raises:
        ModelUnsafe: it names code, or a file or address outside the archive.
        ModelInvalid: it cannot be read, or is not a model that Aviary can run.
    """
    try:
        read = read_tree(text)
    except NotPlainError as error:
        detail = repr(error.__cause__ or error)
        raise ModelInvalid(str(error), detail, name=name) from error
    config = read.get("model", read)
    if not isinstance(config, dict):
        raise ModelInvalid("“{name}” is damaged: its configuration is empty.", name=name)
    return _Check(name, _modern(config), members).result()


def class_of(config: Tree) -> str:
    """NeMo's name of the model's class, one of `KINDS`."""
    return str(config["target"]).rpartition(".")[2]


def _modern(part: Any) -> Any:  # noqa: ANN401 - any plain value
    """Rewrite it as NeMo 1.0 and later write it; NeMo would do so after all checks."""
    if isinstance(part, list):
        return [_modern(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    modern = dict(part)
    if isinstance(modern.get("cls"), str) and "_target_" not in modern:
        modern["_target_"] = modern.pop("cls")
    if isinstance(parameters := modern.get("params"), dict):
        del modern["params"]
        modern |= parameters
    return {name: _modern(inner) for name, inner in modern.items()}


class _Check:
    """Checks one configuration on its way from the archive to NeMo."""

    def __init__(self, name: str, config: Tree, members: Collection[str]) -> None:
        self._name = name
        self._config = config
        self._members = members
        self._copied = 0

    def result(self) -> Tree:
        """Return the configuration without the sections that only training needs."""
        self._check_class()
        self._leave_out_vocabularies()
        resolved = self._resolved(self._config, (), 0)
        self._check_orders(resolved)
        kept: Tree = {name: value for name, value in resolved.items() if name in KEPT}
        if not isinstance(kept.get("preprocessor") or {}, dict):
            raise ModelInvalid(
                "“{name}” is damaged: its configuration has no preprocessor.", name=self._name
            )
        if KINDS[class_of(kept)] is ModelKind.SORTFORMER:
            self._check_streaming(kept)
        if kept.get("tokenizer") is not None:
            kept["tokenizer"] = self._tokenizer(kept["tokenizer"])
        self._check_files({name: part for name, part in kept.items() if name != "tokenizer"})
        self._check_sizes(kept)
        return kept

    def _check_class(self) -> None:
        target = self._config.get("target", "")
        class_name = str(target).rpartition(".")[2]
        if class_name in NOT_DRIVEN:
            raise ModelInvalid(
                "“{name}” is a kind of speech recogniser that Aviary cannot run yet: {reason}.",
                class_name,
                name=self._name,
                reason=tr(NOT_DRIVEN[class_name]),
            )
        if class_name not in KINDS:
            raise ModelInvalid(
                "“{name}” is a NeMo model, but not a speech recogniser that Aviary can run.",
                class_name,
                name=self._name,
            )
        if not isinstance(target, str) or target not in MODELS:
            raise self._asks_for_code(("target",), target)

    def _check_streaming(self, config: Tree) -> None:
        """Refuse a Sortformer that cannot hear a recording piece by piece.

        One that was not made for that divides the sound by its maximum, and has not learnt to
        remember speakers. Features normalised over a piece are others in each piece.
        """
        preprocessor, encoder = config.get("preprocessor") or {}, config.get("encoder") or {}
        modules = config.get("sortformer_modules")
        if not isinstance(modules, dict) or not isinstance(encoder, dict):
            raise ModelInvalid(
                "“{name}” is damaged: its configuration describes no Sortformer.", name=self._name
            )
        normalize = preprocessor.get("normalize", "per_feature")  # NeMo's default values
        if config.get("streaming_mode") is not True or normalize in NORMALISED_OVER_ALL:
            raise ModelInvalid(
                "“{name}” is made to hear a whole recording at once. Aviary needs a Sortformer for "
                "streaming.",
                f"streaming_mode {config.get('streaming_mode')}, normalize {normalize}",
                name=self._name,
            )
        frames = encoder.get("subsampling_factor", 4), modules.get("subsampling_factor", 8)
        is_mel = str(preprocessor.get("_target_")).endswith("AudioToMelSpectrogramPreprocessor")
        if not is_mel or preprocessor.get("frame_splicing", 1) != 1 or frames[0] != frames[1]:
            raise ModelInvalid(
                "“{name}” is a kind of Sortformer that Aviary cannot run.",
                f"{preprocessor.get('_target_')}, frames {frames}",
                name=self._name,
            )

    def _leave_out_vocabularies(self) -> None:
        """Empty the lists that NeMo recreates: copying them took most of the load time."""
        if not self._config.get("tokenizer"):
            return
        for place in VOCABULARIES:
            *parents, last = place.split(".")
            holder: Any = self._config
            for parent in parents:
                holder = holder.get(parent) if isinstance(holder, dict) else None
            pieces = holder.get(last) if isinstance(holder, dict) else None
            if isinstance(pieces, list) and all(isinstance(piece, str) for piece in pieces):
                holder[last] = []  # not removed: older files refer to one of the lists

    def _resolved(self, part: Any, place: tuple[str, ...], depth: int) -> Any:  # noqa: ANN401
        """Return a copy with all references resolved."""
        self._copied += 1
        if depth > MAX_LEVELS or self._copied > MAX_VALUES:
            raise ModelInvalid(
                "“{name}” is damaged: its configuration refers to itself.", name=self._name
            )
        if isinstance(part, dict):
            return {
                name: self._resolved(inner, (*place, name), depth + 1)
                for name, inner in part.items()
            }
        if isinstance(part, list):
            return [
                self._resolved(inner, (*place, str(number)), depth + 1)
                for number, inner in enumerate(part)
            ]
        if not isinstance(part, str) or "${" not in part:
            return part
        found = REFERENCE.fullmatch(part)
        if found is None:
            raise ModelUnsafe(
                "“{name}” was not opened: its {part} asks for something outside the model, "
                "{shown}.",
                f"{'.'.join(place)}: {part!r}",
                name=self._name,
                part=_part(place),
                shown=_shown(part),
            )
        dots, path = found.groups()
        start = place[: -len(dots)] if dots else ()
        target = (*start, *path.split("."))
        return self._resolved(self._at(target, part), target, depth + 1)

    def _at(self, place: tuple[str, ...], reference: str) -> Any:  # noqa: ANN401 - any plain value
        value: Any = self._config
        for name in place[1:] if place[0] == "model" and "model" not in value else place:
            if isinstance(value, list) and name.isdecimal() and int(name) < len(value):
                value = value[int(name)]
            elif isinstance(value, dict) and name in value:
                value = value[name]
            else:
                raise ModelInvalid(
                    "“{name}” is damaged: its configuration refers to {shown}, which it does not "
                    "contain.",
                    ".".join(place),
                    name=self._name,
                    shown=_shown(reference),
                )
        return value

    def _check_orders(self, config: Tree) -> None:
        """Refuse any key that would build an object outside its allowed place."""
        for place, value in _values(config):
            name = place[-1]
            if name == "_target_":
                above = ".".join(place[:-1])
                among = f"{above.rpartition('.')[0]}.*"
                allowed = BUILT.get(above) or BUILT.get(among, frozenset())
                if not isinstance(value, str) or value not in allowed:
                    raise self._asks_for_code(place[:-1], value)
            elif ORDER.fullmatch(name) and place != ("target",):
                if value is None and place[0] not in KEPT:
                    continue  # occurs in the optimisers of old archives
                raise self._asks_for_code(place[:-1] or place, f"{name}: {value}")

    def _tokenizer(self, given: Any) -> Tree:  # noqa: ANN401 - any plain value
        """Return what NeMo reads of a tokenizer's configuration, with files in the archive."""
        if not isinstance(given, dict) or str(given.get("type")).lower() != "agg":
            return self._one_tokenizer(given, ("tokenizer",))
        languages = given.get("langs")
        if not isinstance(languages, dict) or not languages:
            raise ModelInvalid(
                "“{name}” is damaged: its tokenizer names no languages.", name=self._name
            )
        for language in languages:
            if not re.fullmatch(r"[\w-]+", language):
                raise ModelInvalid(
                    "“{name}” is damaged: its tokenizer has an invalid language, {shown}.",
                    name=self._name,
                    shown=_shown(language),
                )
        made: Tree = {
            "type": "agg",
            "dir": None,
            "langs": {
                language: self._one_tokenizer(inner, ("tokenizer", "langs", language))
                for language, inner in languages.items()
            },
        }
        return made | self._custom(given)

    def _one_tokenizer(self, given: Any, place: tuple[str, ...]) -> Tree:  # noqa: ANN401
        if not isinstance(given, dict) or str(given.get("type")).lower() != "bpe":
            raise ModelInvalid(
                "“{name}” has a kind of tokenizer that Aviary cannot use: only SentencePiece "
                "keeps everything inside the model.",
                repr(given)[:MAX_SHOWN],
                name=self._name,
            )
        # The folder existed where the model was made; it is never read.
        made: Tree = {"type": "bpe", "dir": None}
        for field, usual in TOKENIZER_FILES.items():
            value = given.get(field)
            if value in (None, ""):
                made[field] = f"nemo:{usual}" if usual in self._members else None
                continue
            file = PLAIN_FILE.fullmatch(value) if isinstance(value, str) else None
            if file is None:
                raise self._asks_for_file((*place, field), value)
            made[field] = value
            if file[1] not in self._members:
                made[field] = None
        if made["model_path"] is None:
            raise ModelInvalid(
                "“{name}” is damaged: its tokenizer's file is missing.", name=self._name
            )
        return made | (self._custom(given) if place == ("tokenizer",) else {})

    def _custom(self, given: Tree) -> Tree:
        custom = given.get("custom_tokenizer")
        if not isinstance(custom, dict) or "_target_" not in custom:
            return {}
        return {"custom_tokenizer": {"_target_": custom["_target_"]}}

    def _check_files(self, config: Tree) -> None:
        """Refuse paths and addresses: a recogniser needs none but its tokenizer's."""
        lists = [where for where in VOCABULARIES if isinstance(_at(config, where), list)]
        for place, value in _values(config):
            # The entry of a vocabulary may hold any character.
            if place[-1] in ("_target_", "target") or ".".join(place[:-1]) in lists:
                continue
            is_named = FILE_FIELD.fullmatch(place[-1]) and value not in (None, False, "", [], {})
            if is_named or (isinstance(value, str) and FILE_LIKE.search(value)):
                raise self._asks_for_file(place, value)

    def _check_sizes(self, config: Tree) -> None:
        """Refuse numbers too large for any memory; NeMo itself refuses what is not a number."""
        for place, value in _values(config):
            most = MOST_AT.get(".".join(place), MOST)
            if isinstance(value, (int, float)) and not -MOST <= value <= most:
                raise ModelInvalid(
                    "“{name}” is damaged: its {part} asks for more than any speech "
                    "recogniser needs, {key} {value}.",
                    f"{'.'.join(place)}: {value!r}",
                    name=self._name,
                    part=_part(place),
                    key=_visible(place[-1])[:MAX_SHOWN],
                    value=value,
                )

    def _asks_for_code(self, place: tuple[str, ...], what: object) -> ModelUnsafe:
        return ModelUnsafe(
            "“{name}” was not opened: its {part} asks for code that no speech recogniser uses "
            "there, {shown}.",
            f"{'.'.join(place)}: {what!r}",
            name=self._name,
            part=_part(place),
            shown=_shown(what),
        )

    def _asks_for_file(self, place: tuple[str, ...], what: object) -> ModelUnsafe:
        return ModelUnsafe(
            "“{name}” was not opened: its {part} asks for a file or an address outside the model, "
            "{shown}.",
            f"{'.'.join(place)}: {what!r}",
            name=self._name,
            part=_part(place),
            shown=_shown(what),
        )


def _values(part: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401
    """Yield every nested value, mappings and lists included, with its path."""
    inner = part.items() if isinstance(part, dict) else enumerate(part)
    for name, value in inner:
        below = (*place, str(name))
        yield below, value
        if isinstance(value, (dict, list)):
            yield from _values(value, below)


def _at(config: Tree, where: str) -> object:
    """Return what stands at a place, such as "joint.vocabulary"; None if there is nothing."""
    found: object = config
    for name in where.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _part(place: tuple[str, ...]) -> str:
    """Name the model part that a path belongs to."""
    first = next((name for name in place if name != "model"), tr("configuration"))
    return tr("class") if first == "target" else _visible(first).replace("_", " ")


def _shown(value: object) -> str:
    text = _visible(str(value))
    short = f"{text[:MAX_SHOWN]}…" if len(text) > MAX_SHOWN else text
    return tr("“{name}”").format(name=short)


def _visible(text: str) -> str:
    """Return the text without characters that reorder or hide the rest of a line."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
