"""Every sentence and label about antivirus exclusions."""

from desktop_app.app.antivirus import AntivirusGuide
from desktop_app.system.antivirus.exclusion import Outcome, Pace, is_faster
from desktop_app.system.antivirus.products import DEFENDER as DEFENDER_PRODUCT
from desktop_app.system.antivirus.products import product_named
from desktop_app.system.antivirus.state import AntivirusState, Listed, RegisteredProduct, Scanning

MENU = "Antivirus &exclusion…"
TITLE = "Antivirus exclusion"
PURPOSE = (
    "Antivirus programs open every new file to scan it, and while they do, Windows lets nobody "
    "else rename or delete it: the reason for most “WinError 32”. "
    "Leave Aviary's models folder out of the scans, and they let its files alone."
)
NOT_NEEDED = "On this system there is no antivirus product to set up."
FOLDERS = "Folders"
MODELS_FOLDER = "Models folder, with Aviary's temporary files in it"
PROGRAM_FOLDER = "Program folder; needs no exclusion as a rule"
COPY = "Copy"
OPEN = "Open"
COPY_NAME = "Copy: {what}"
OPEN_NAME = "Open: {what}"
PRODUCTS = "On this computer"
LOOKING = "Asking Windows…"
WAITING = "Waiting for Windows…"
NONE_REGISTERED = "Windows did not name an antivirus program."
STEPS = "How to exclude the models folder"
STEPS_FOR = "Steps for"
OTHER_PRODUCT = "Another program"
HELP_PAGE = "Help page of the maker"
POWERSHELL = "Or with one line for Microsoft Defender"
POWERSHELL_TEXT = (
    "For PowerShell as administrator. The first line excludes this one folder and changes nothing "
    "else, the second takes it back."
)
ADD_NAME = "The line that excludes the folder"
REMOVE_NAME = "The line that takes it back"
RUN = "Run as administrator…"
TAKE_BACK = "Take back…"
CHECK_AGAIN = "Check again"
HINT = (
    "Antivirus scans can get in the way of models and temporary files. One exclusion prevents that."
)
SHOW_ME = "Show me"

EXCLUDE_TITLE = "Exclude the models folder?"
EXCLUDE_TEXT = "Microsoft Defender will not scan files in this folder any more:\n\n{folder}"
EXCLUDE_MORE = (
    "What is in it, a harmful file too, would not be noticed there. Everywhere else the protection "
    "stays as it is. Aviary checks the checksums of the models that it downloads.\n\n"
    "Windows asks once for an administrator's consent. “Take back…” undoes it."
)
EXCLUDE_YES = "Exclude"
TAKE_BACK_TITLE = "Scan the models folder again?"
TAKE_BACK_TEXT = "Microsoft Defender will scan files in this folder again:\n\n{folder}"
TAKE_BACK_MORE = "Windows asks once for an administrator's consent."
TAKE_BACK_YES = "Take back"
NO = "Cancel"

LISTED = {
    Listed.YES: "Excluded from Microsoft Defender's scans.",
    Listed.NO: "Not among the exclusions that are visible to you.",
    Listed.HIDDEN: (
        "Windows shows exclusions to administrators only, so Aviary cannot see whether this is one."
    ),
}
EXCLUDED_BY_US = "Excluded: Windows confirmed it to the administrator."
OUTCOMES = {
    Outcome.DONE: "Done.",
    Outcome.REFUSED: "Nothing was changed: the question of Windows was answered with No.",
    Outcome.NOT_KEPT: (
        "Windows took the line, but its list does not show it. "
        "Perhaps whoever manages this computer decides about exclusions."
    ),
    Outcome.FAILED: (
        "Windows did not carry out the line. Perhaps another antivirus program is in charge, or "
        "whoever manages this computer forbids it. The steps above still stand."
    ),
}
SCANNING = {
    Scanning.ON: "scans files as they are written",
    Scanning.OFF: "is off",
    Scanning.SNOOZED: "is paused",
    Scanning.EXPIRED: "has expired",
    Scanning.UNKNOWN: "does not say whether it is on",
}
DEFENDER = {
    Scanning.ON: "Microsoft Defender: real-time protection is on.",
    Scanning.OFF: "Microsoft Defender: real-time protection is off.",
}
DEFENDER_UNKNOWN = "Microsoft Defender: Windows does not say whether real-time protection is on."
OUT_OF_DATE = "; its signatures are out of date"
PACE = "Writing and renaming a file takes {ms:.1f} ms here now"
PACE_BEFORE = ", at the first look {ms:.1f} ms"
HELD_NOW = " Files were in use by another program {count} times just now."
FASTER = " That hints at an exclusion at work; it is no proof, as the disk's load counts too."
SAME = " That is no clear difference; on a fast disk an exclusion need not show."


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
    held = HELD_NOW.format(count=now.held) if now.held else ""
    line = PACE.format(ms=now.file_ms)
    if first is None or first is now:
        return f"{line}.{held}"
    verdict = FASTER if is_faster(first, now) else SAME
    return f"{line}{PACE_BEFORE.format(ms=first.file_ms)}.{verdict}{held}"


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
    stale = "" if product.is_up_to_date else OUT_OF_DATE
    return f"{product.name} {SCANNING[product.scanning]}{stale}."
