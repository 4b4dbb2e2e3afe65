"""The keys of the Listen menu: those by default, and those that the user chose.

A key is a text as Qt writes it ("Ctrl+Space", "Media Play", "F9"). A foot pedal sends a key of its
own, so each command has two.
"""

from collections.abc import Sequence

from desktop_app.app.settings import ListenKeys

DEFAULT_KEYS: dict[str, tuple[str, str]] = {
    "play": ("Ctrl+Space", "Media Play"),
    "back": ("Alt+Left", "Media Previous"),
    "forward": ("Alt+Right", "Media Next"),
    "slower": ("Alt+PgDown", ""),
    "faster": ("Alt+PgUp", ""),
    "normal": ("Alt+0", ""),
    "loop": ("Ctrl+L", ""),
    "cursor": ("Ctrl+Shift+Space", ""),
}
SLOTS = 2


def keys_of(chosen: Sequence[ListenKeys]) -> dict[str, tuple[str, str]]:
    """Return both keys of each command; "" where it has none."""
    own = {one.command: (one.key, one.pedal) for one in chosen}
    return {command: own.get(command, keys) for command, keys in DEFAULT_KEYS.items()}


def with_key(
    chosen: Sequence[ListenKeys], command: str, slot: int, key: str
) -> tuple[ListenKeys, ...]:
    """Return the choices with one key changed; another command that had it loses it.

    Args:
        chosen: the choices so far.
        command: whose key it is.
        slot: 0 for the key, 1 for the foot pedal.
        key: the key; "" for none.
    """
    keys = {name: list(both) for name, both in keys_of(chosen).items()}
    for both in keys.values():
        for number in range(SLOTS):
            if key and both[number] == key:
                both[number] = ""
    keys[command][slot] = key
    return tuple(
        ListenKeys(name, *both) for name, both in keys.items() if tuple(both) != DEFAULT_KEYS[name]
    )
