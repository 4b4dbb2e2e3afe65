"""Instructions for excluding a folder from scans, for common antivirus products.

Vendors move their settings; so each product also links to its vendor's own page, and other products
get general instructions. Names and makers are those of `system/locks/known_programs.py`.
"""

from dataclasses import dataclass

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
        "Open Windows Security from the Start menu.",
        "Choose “Virus & threat protection”, and below its settings “Manage settings”.",
        "Under “Exclusions” choose “Add or remove exclusions”, and agree to the question.",
        "Choose “Add an exclusion”, then “Folder”, and take the models folder from above.",
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
            "Open Norton, and there “Security”.",
            "On the “Scans” tile choose “Open”, then the tab “Exclusions”.",
            "Choose “Add exclusion” and take the models folder from above.",
            "In older versions it is “Settings”, “Antivirus”, “Scans and Risks”; take both lists.",
        ),
        "https://support.norton.com/sp/en/us/home/current/solutions/v3672136",
    ),
    _product(
        "McAfee",
        "mcafee trellix",
        (
            "Open McAfee, and there “My Protection”, “Real-Time Scanning”.",
            "Under “Excluded files” choose “Add file”.",
            "McAfee for home users takes files only: add the large ones of the models folder.",
            "Do so again after each new model.",
            "On a computer that a company manages, ask its administrators to exclude the folder.",
        ),
        "https://www.mcafee.com/support/",
    ),
    _product(
        "Bitdefender",
        "bitdefender",
        (
            "Open Bitdefender and choose “Protection” on the left.",
            "On the “Antivirus” pane choose “Open”, then the tab “Settings”.",
            "Choose “Manage exceptions”, then “Add an Exception”.",
            "Paste the models folder, switch “Antivirus” on below it, and save.",
        ),
        "https://www.bitdefender.com/consumer/support/answer/13427/",
    ),
    _product(
        "Kaspersky",
        "kaspersky",
        (
            "Open Kaspersky and its settings (the gear wheel).",
            "Choose “Security settings”, then “Exclusions and actions on object detection”.",
            "Choose “Manage exclusions”, then “Add”.",
            "Paste the models folder, leave the protection components as they are, and save.",
        ),
        "https://support.kaspersky.com/us/kaspersky-for-windows/201385",
    ),
    _product(
        "ESET",
        "eset",
        (
            "Open ESET and press F5 for the advanced setup.",
            "Choose “Detection engine”, then “Exclusions”.",
            "Beside “Performance exclusions” choose “Edit”, then “Add”.",
            "Paste the models folder with \\* behind it: without, ESET takes it for a file.",
        ),
        "https://help.eset.com/eav/18/en-US/idh_performance_exclusion.html",
    ),
    _product(
        "Avast or AVG",
        "avast avg",
        (
            "Open Avast or AVG, and there “Menu”, “Settings”.",
            "Choose “General”, then “Exceptions”.",
            "Choose “Add exception”, then “Folder”, and take the models folder from above.",
        ),
        "https://support.avast.com/en-us/article/antivirus-scan-exclusions/",
    ),
    _product(
        "Avira",
        "avira",
        (
            "Open Avira, and there “Security”, “Protection options”.",
            "Open the settings of “Real-time protection” (the gear wheel).",
            "Choose “Exceptions”, then “Add”, and take the models folder from above.",
        ),
    ),
    _product(
        "Sophos",
        "sophos",
        (
            "Sign in to the Sophos Home dashboard in the browser and choose this computer.",
            "Choose “Protection”, “General”, and go to “Exceptions”.",
            "Paste the models folder with \\ behind it: without, Sophos takes it for a file.",
            "On a computer that a company manages, ask its administrators to exclude the folder.",
        ),
        "https://support.home.sophos.com/hc/en-us/articles/115005499966",
    ),
    _product(
        "Trend Micro",
        "trend",
        (
            "Open Trend Micro and its settings (the gear wheel).",
            "Choose “Exception Lists”, then “Programs/folders”.",
            "Choose “Add”, take the models folder from above, and confirm with “OK”.",
        ),
        "https://helpcenter.trendmicro.com/",
    ),
    _product(
        "Malwarebytes",
        "malwarebytes",
        (
            "Open Malwarebytes, and there “Detection History”, “Allow List”.",
            "Choose “Add”, then “Allow a file or folder”.",
            "Take the models folder from above, choose “Exclude from all detections”, and “Done”.",
        ),
        "https://support.malwarebytes.com/hc/en-us/articles/360038479234",
    ),
    _product(
        "F-Secure",
        "f-secure",
        (
            "Open F-Secure, and there “Viruses & Threats”.",
            "Choose “App and file control”, and agree to the question.",
            "On the tab “Excluded” choose “Add new”, and take the models folder from above.",
        ),
    ),
)
OTHER = Product(
    "",
    (),
    (
        "Open the settings of the antivirus program.",
        "Look for “Exclusions”, “Exceptions” or “Allow list”.",
        "Add the models folder from above, as a folder and with all that is in it.",
        "Leave everything else as it is: the protection itself stays on.",
    ),
    "",
)


def product_named(registered_name: str) -> Product:
    """Return the product registered under this name; `OTHER` if unknown."""
    # By word beginnings: Bitdefender contains “defender”, and McAfee may be followed by a sign.
    names = registered_name.lower().split()
    return next((p for p in PRODUCTS if any(n.startswith(p.words) for n in names)), OTHER)
