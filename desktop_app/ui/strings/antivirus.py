"""Every sentence and label about antivirus exclusions."""

from desktop_app.app.antivirus import AntivirusGuide
from desktop_app.core.sentences import Figure, plural, tr
from desktop_app.system.antivirus.exclusion import Outcome, Pace, is_faster
from desktop_app.system.antivirus.products import DEFENDER as DEFENDER_PRODUCT
from desktop_app.system.antivirus.products import product_named
from desktop_app.system.antivirus.state import AntivirusState, Listed, RegisteredProduct, Scanning

MENU = tr("Antivirus &exclusion…")
TITLE = tr("Antivirus exclusion")
PURPOSE = tr(
    "Antivirus programs open every new file to scan it. Meanwhile Windows lets no other program "
    "rename or delete it, which causes most “WinError 32” errors. To avoid them, exclude Aviary's "
    "models folder from scanning."
)
NOT_NEEDED = tr("There is no antivirus program to set up on this system.")
FOLDERS = tr("Folders")
MODELS_FOLDER = tr("Models folder, including Aviary's temporary files")
PROGRAM_FOLDER = tr("Program folder; usually needs no exclusion")
COPY = tr("Copy")
OPEN = tr("Open")
COPY_NAME = tr("Copy: {what}")
OPEN_NAME = tr("Open: {what}")
PRODUCTS = tr("On this computer")
LOOKING = tr("Asking Windows…")
WAITING = tr("Waiting for Windows…")
NONE_REGISTERED = tr("Windows did not report an antivirus program.")
STEPS = tr("How to exclude the models folder")
STEPS_FOR = tr("Steps for")
OTHER_PRODUCT = tr("Another program")
HELP_PAGE = tr("Manufacturer's help page")
POWERSHELL = tr("Or with one command for Microsoft Defender")
POWERSHELL_TEXT = tr(
    "Run in PowerShell as administrator. The first command excludes only this folder; the second "
    "undoes it."
)
ADD_NAME = tr("The command that excludes the folder")
REMOVE_NAME = tr("The command that undoes it")
RUN = tr("Run as administrator…")
TAKE_BACK = tr("Undo exclusion…")
CHECK_AGAIN = tr("Check again")
HINT = tr("Antivirus scans can block models and temporary files. One exclusion prevents that.")
SHOW_ME = tr("Show me")

EXCLUDE_TITLE = tr("Exclude the models folder?")
EXCLUDE_TEXT = tr("Microsoft Defender will no longer scan files in this folder:\n\n{folder}")
EXCLUDE_MORE = tr(
    "A harmful file in it would not be noticed. Everywhere else the protection stays as it is. "
    "Aviary verifies the checksums of the models that it downloads.\n\nWindows asks once for an "
    "administrator's permission. “Undo exclusion…” reverses it."
)
EXCLUDE_YES = tr("Exclude")
TAKE_BACK_TITLE = tr("Scan the models folder again?")
TAKE_BACK_TEXT = tr("Microsoft Defender will scan files in this folder again:\n\n{folder}")
TAKE_BACK_MORE = tr("Windows asks once for an administrator's permission.")
TAKE_BACK_YES = tr("Undo exclusion")
NO = tr("Cancel")

LISTED = {
    Listed.YES: tr("Excluded from Microsoft Defender's scans."),
    Listed.NO: tr("Not in the list of exclusions that you can see."),
    Listed.HIDDEN: (
        tr(
            "Windows shows exclusions only to administrators, so Aviary cannot see whether this "
            "folder is excluded."
        )
    ),
}
EXCLUDED_BY_US = tr("Excluded: Windows confirmed it when run as administrator.")
OUTCOMES = {
    Outcome.DONE: tr("Done."),
    Outcome.REFUSED: tr("Nothing was changed: permission was not given."),
    Outcome.NOT_KEPT: (
        tr(
            "Windows accepted the command, but the exclusion is not in its list. Perhaps an "
            "administrator manages the exclusions on this computer."
        )
    ),
    Outcome.FAILED: (
        tr(
            "Windows did not carry out the command. Perhaps another antivirus program is active, "
            "or an administrator does not allow it. You can still follow the steps above."
        )
    ),
}
SCANNING = {
    Scanning.ON: tr("{name} scans files as they are written."),
    Scanning.OFF: tr("{name} is off."),
    Scanning.SNOOZED: tr("{name} is paused."),
    Scanning.EXPIRED: tr("{name} has expired."),
    Scanning.UNKNOWN: tr("{name} does not report whether it is on."),
}
DEFENDER = {
    Scanning.ON: tr("Microsoft Defender: real-time protection is on."),
    Scanning.OFF: tr("Microsoft Defender: real-time protection is off."),
}
DEFENDER_UNKNOWN = tr(
    "Microsoft Defender: Windows does not report whether real-time protection is on."
)
OUT_OF_DATE = tr("Its signatures are out of date.")
PACE = tr("Writing and renaming a file takes {ms:.1f} ms here now.")
PACE_COMPARED = tr(
    "Writing and renaming a file takes {ms:.1f} ms here now; it took {before_ms:.1f} ms at first."
)
FASTER = tr("The exclusion is probably working; a less busy disk may also explain it.")
SAME = tr("That is no clear difference; on a fast disk an exclusion may not show.")


def state_line(state: AntivirusState) -> str:
    """The registered products, one a line, and Microsoft Defender."""
    others = [
        _product_line(p) for p in state.products if product_named(p.name) is not DEFENDER_PRODUCT
    ]
    defender = DEFENDER.get(state.defender, DEFENDER_UNKNOWN)
    missing = [] if state.products else [NONE_REGISTERED]
    return "\n".join([*missing, *others, defender])


def models_line(guide: AntivirusGuide) -> str:
    """Whether the models folder is excluded, or why it must not be."""
    if guide.objection:
        return guide.objection
    if guide.is_excluded_by_us:
        return EXCLUDED_BY_US
    return LISTED[guide.findings.models_listed] if guide.findings else ""


def pace_line(first: Pace | None, now: Pace | None) -> str:
    """What the measurement says, and what it does not."""
    if now is None:
        return ""
    if first is None or first is now:
        lines = [PACE.format(ms=Figure(now.file_ms))]
    else:
        line = PACE_COMPARED.format(ms=Figure(now.file_ms), before_ms=Figure(first.file_ms))
        lines = [line, FASTER if is_faster(first, now) else SAME]
    if now.held:
        held = plural(
            now.held,
            "Another program had a file in use {count} time just now.",
            "Another program had files in use {count} times just now.",
        )
        lines.append(held)
    return " ".join(lines)


def result_line(guide: AntivirusGuide) -> str:
    """The line at the foot of the dialog."""
    if guide.is_busy:
        return WAITING if guide.findings else LOOKING
    outcome = OUTCOMES[guide.outcome] if guide.outcome else ""
    pace = pace_line(guide.first_pace, guide.findings.pace) if guide.findings else ""
    return " ".join(part for part in (outcome, pace) if part)


def numbered(steps: tuple[str, ...]) -> str:
    """The steps, one a line."""
    return "\n".join(f"{number}.  {step}" for number, step in enumerate(steps, 1))


def _product_line(product: RegisteredProduct) -> str:
    line = SCANNING[product.scanning].format(name=product.name)
    return line if product.is_up_to_date else f"{line} {OUT_OF_DATE}"
