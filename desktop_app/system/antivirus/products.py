"""Instructions for excluding a folder from scans, for common antivirus products.

Vendors move their settings; so each product also links to its vendor's own page, and other products
get general instructions. Names and makers are those of `system/locks/known_programs.py`.
"""

from dataclasses import dataclass

from desktop_app.core.sentences import tr
from desktop_app.system.locks.known_programs import KNOWN


@dataclass(frozen=True, slots=True)
class Product:
    """An antivirus product.

    Attributes:
        name: its common name, as in `known_programs.KNOWN`; empty for any other.
        words: lower-case beginnings of words in its registered name.
        steps: how to exclude a folder, one sentence each.
        help_page: its vendor's instructions; empty for any other.
    """

    name: str
    words: tuple[str, ...]
    steps: tuple[str, ...]
    help_page: str


_MAKERS = {known.name: known.source for known in KNOWN}


def _product(name: str, words: str, steps: tuple[str, ...], help_page: str = "") -> Product:
    # Without a stable page about exclusions, the vendor's support page is linked.
    return Product(name, tuple(words.split()), steps, help_page or _MAKERS[name])


DEFENDER = _product(
    "Microsoft Defender",
    "defender",
    (
        tr("Open Windows Security from the Start menu."),
        tr("Choose “Virus & threat protection”, then “Manage settings” below its settings."),
        tr("Under “Exclusions” choose “Add or remove exclusions”, and confirm."),
        tr("Choose “Add an exclusion”, then “Folder”, and choose the models folder shown above."),
    ),
    "https://support.microsoft.com/windows/"
    "add-an-exclusion-to-windows-security-811816c0-4dfd-af4a-47e4-c301afe13b26",
)
PRODUCTS: tuple[Product, ...] = (
    DEFENDER,
    _product(
        "Norton",
        "norton",
        (
            tr("Open Norton, then “Security”."),
            tr("On the “Scans” tile choose “Open”, then the tab “Exclusions”."),
            tr("Choose “Add exclusion” and choose the models folder shown above."),
            tr(
                "In older versions, choose “Settings”, “Antivirus”, “Scans and Risks” and use "
                "both lists."
            ),
        ),
        "https://support.norton.com/sp/en/us/home/current/solutions/v3672136",
    ),
    _product(
        "McAfee",
        "mcafee trellix",
        (
            tr("Open McAfee, then “My Protection”, “Real-Time Scanning”."),
            tr("Under “Excluded files” choose “Add file”."),
            tr(
                "McAfee for home users accepts only files: add the large ones in the models folder."
            ),
            tr("Repeat this after each new model."),
            tr("If a company manages this computer, ask its administrators to exclude the folder."),
        ),
        "https://www.mcafee.com/support/",
    ),
    _product(
        "Bitdefender",
        "bitdefender",
        (
            tr("Open Bitdefender and choose “Protection” on the left."),
            tr("On the “Antivirus” pane choose “Open”, then the tab “Settings”."),
            tr("Choose “Manage exceptions”, then “Add an Exception”."),
            tr("Paste the models folder, switch “Antivirus” on below it, and save."),
        ),
        "https://www.bitdefender.com/consumer/support/answer/13427/",
    ),
    _product(
        "Kaspersky",
        "kaspersky",
        (
            tr("Open Kaspersky and its settings (the gear wheel)."),
            tr("Choose “Security settings”, then “Exclusions and actions on object detection”."),
            tr("Choose “Manage exclusions”, then “Add”."),
            tr("Paste the models folder, leave the protection components as they are, and save."),
        ),
        "https://support.kaspersky.com/us/kaspersky-for-windows/201385",
    ),
    _product(
        "ESET",
        "eset",
        (
            tr("Open ESET and press F5 for the advanced setup."),
            tr("Choose “Detection engine”, then “Exclusions”."),
            tr("Beside “Performance exclusions” choose “Edit”, then “Add”."),
            tr("Paste the models folder followed by \\*; without that, ESET treats it as a file."),
        ),
        "https://help.eset.com/eav/18/en-US/idh_performance_exclusion.html",
    ),
    _product(
        "Avast or AVG",
        "avast avg",
        (
            tr("Open Avast or AVG, then “Menu”, “Settings”."),
            tr("Choose “General”, then “Exceptions”."),
            tr("Choose “Add exception”, then “Folder”, and choose the models folder shown above."),
        ),
        "https://support.avast.com/en-us/article/antivirus-scan-exclusions/",
    ),
    _product(
        "Avira",
        "avira",
        (
            tr("Open Avira, then “Security”, “Protection options”."),
            tr("Open the settings of “Real-time protection” (the gear wheel)."),
            tr("Choose “Exceptions”, then “Add”, and choose the models folder shown above."),
        ),
    ),
    _product(
        "Sophos",
        "sophos",
        (
            tr("Sign in to the Sophos Home dashboard in the browser and choose this computer."),
            tr("Choose “Protection”, “General”, and go to “Exceptions”."),
            tr("Paste the models folder followed by \\; without that, Sophos treats it as a file."),
            tr("If a company manages this computer, ask its administrators to exclude the folder."),
        ),
        "https://support.home.sophos.com/hc/en-us/articles/115005499966",
    ),
    _product(
        "Trend Micro",
        "trend",
        (
            tr("Open Trend Micro and its settings (the gear wheel)."),
            tr("Choose “Exception Lists”, then “Programs/folders”."),
            tr("Choose “Add”, choose the models folder shown above, and confirm with “OK”."),
        ),
        "https://helpcenter.trendmicro.com/",
    ),
    _product(
        "Malwarebytes",
        "malwarebytes",
        (
            tr("Open Malwarebytes, then “Detection History”, “Allow List”."),
            tr("Choose “Add”, then “Allow a file or folder”."),
            tr(
                "Choose the models folder shown above, choose “Exclude from all detections”, and "
                "“Done”."
            ),
        ),
        "https://support.malwarebytes.com/hc/en-us/articles/360038479234",
    ),
    _product(
        "F-Secure",
        "f-secure",
        (
            tr("Open F-Secure, then “Viruses & Threats”."),
            tr("Choose “App and file control”, and confirm."),
            tr("On the tab “Excluded” choose “Add new”, and choose the models folder shown above."),
        ),
    ),
)
OTHER = Product(
    "",
    (),
    (
        tr("Open the settings of the antivirus program."),
        tr("Look for “Exclusions”, “Exceptions” or “Allow list”."),
        tr("Add the models folder shown above, including everything in it."),
        tr("Leave everything else as it is, so that the protection stays on."),
    ),
    "",
)


def product_named(registered_name: str) -> Product:
    """Return the product registered under this name; `OTHER` if unknown."""
    # By word beginnings: Bitdefender contains “defender”, and McAfee may be followed by a sign.
    names = registered_name.lower().split()
    return next((p for p in PRODUCTS if any(n.startswith(p.words) for n in names)), OTHER)
