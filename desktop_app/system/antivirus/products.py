"""Instructions for excluding a folder from scans, for common antivirus products.

Vendors move their settings; so each product also links to its vendor's own page, and other products
get general instructions. Names and makers are those of `system/locks/known_programs.py`.
"""

from dataclasses import dataclass

from desktop_app.core.sentences import marked
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
        marked("Open Windows Security from the Start menu."),
        marked("Choose “Virus & threat protection”, then “Manage settings” below its settings."),
        marked("Under “Exclusions” choose “Add or remove exclusions”, and confirm."),
        marked(
            "Choose “Add an exclusion”, then “Folder”, and choose the models folder shown above."
        ),
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
            marked("Open Norton, then “Security”."),
            marked("On the “Scans” tile choose “Open”, then the tab “Exclusions”."),
            marked("Choose “Add exclusion” and choose the models folder shown above."),
            marked(
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
            marked("Open McAfee, then “My Protection”, “Real-Time Scanning”."),
            marked("Under “Excluded files” choose “Add file”."),
            marked(
                "McAfee for home users accepts only files: add the large ones in the models folder."
            ),
            marked("Repeat this after each new model."),
            marked(
                "If a company manages this computer, ask its administrators to exclude the folder."
            ),
        ),
        "https://www.mcafee.com/support/",
    ),
    _product(
        "Bitdefender",
        "bitdefender",
        (
            marked("Open Bitdefender and choose “Protection” on the left."),
            marked("On the “Antivirus” pane choose “Open”, then the tab “Settings”."),
            marked("Choose “Manage exceptions”, then “Add an Exception”."),
            marked("Paste the models folder, switch “Antivirus” on below it, and save."),
        ),
        "https://www.bitdefender.com/consumer/support/answer/13427/",
    ),
    _product(
        "Kaspersky",
        "kaspersky",
        (
            marked("Open Kaspersky and its settings (the gear wheel)."),
            marked(
                "Choose “Security settings”, then “Exclusions and actions on object detection”."
            ),
            marked("Choose “Manage exclusions”, then “Add”."),
            marked(
                "Paste the models folder, leave the protection components as they are, and save."
            ),
        ),
        "https://support.kaspersky.com/us/kaspersky-for-windows/201385",
    ),
    _product(
        "ESET",
        "eset",
        (
            marked("Open ESET and press F5 for the advanced setup."),
            marked("Choose “Detection engine”, then “Exclusions”."),
            marked("Beside “Performance exclusions” choose “Edit”, then “Add”."),
            marked(
                "Paste the models folder followed by \\*; without that, ESET treats it as a file."
            ),
        ),
        "https://help.eset.com/eav/18/en-US/idh_performance_exclusion.html",
    ),
    _product(
        "Avast or AVG",
        "avast avg",
        (
            marked("Open Avast or AVG, then “Menu”, “Settings”."),
            marked("Choose “General”, then “Exceptions”."),
            marked(
                "Choose “Add exception”, then “Folder”, and choose the models folder shown above."
            ),
        ),
        "https://support.avast.com/en-us/article/antivirus-scan-exclusions/",
    ),
    _product(
        "Avira",
        "avira",
        (
            marked("Open Avira, then “Security”, “Protection options”."),
            marked("Open the settings of “Real-time protection” (the gear wheel)."),
            marked("Choose “Exceptions”, then “Add”, and choose the models folder shown above."),
        ),
    ),
    _product(
        "Sophos",
        "sophos",
        (
            marked("Sign in to the Sophos Home dashboard in the browser and choose this computer."),
            marked("Choose “Protection”, “General”, and go to “Exceptions”."),
            marked(
                "Paste the models folder followed by \\; without that, Sophos treats it as a file."
            ),
            marked(
                "If a company manages this computer, ask its administrators to exclude the folder."
            ),
        ),
        "https://support.home.sophos.com/hc/en-us/articles/115005499966",
    ),
    _product(
        "Trend Micro",
        "trend",
        (
            marked("Open Trend Micro and its settings (the gear wheel)."),
            marked("Choose “Exception Lists”, then “Programs/folders”."),
            marked("Choose “Add”, choose the models folder shown above, and confirm with “OK”."),
        ),
        "https://helpcenter.trendmicro.com/",
    ),
    _product(
        "Malwarebytes",
        "malwarebytes",
        (
            marked("Open Malwarebytes, then “Detection History”, “Allow List”."),
            marked("Choose “Add”, then “Allow a file or folder”."),
            marked(
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
            marked("Open F-Secure, then “Viruses & Threats”."),
            marked("Choose “App and file control”, and confirm."),
            marked(
                "On the tab “Excluded” choose “Add new”, and choose the models folder shown above."
            ),
        ),
    ),
)
OTHER = Product(
    "",
    (),
    (
        marked("Open the settings of the antivirus program."),
        marked("Look for “Exclusions”, “Exceptions” or “Allow list”."),
        marked("Add the models folder shown above, including everything in it."),
        marked("Leave everything else as it is, so that the protection stays on."),
    ),
    "",
)


def product_named(registered_name: str) -> Product:
    """Return the product registered under this name; `OTHER` if unknown."""
    # By word beginnings: Bitdefender contains “defender”, and McAfee may be followed by a sign.
    names = registered_name.lower().split()
    return next((p for p in PRODUCTS if any(n.startswith(p.words) for n in names)), OTHER)
