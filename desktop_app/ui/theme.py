"""Colours, spacing and the style sheet; light or dark, by the desktop or by choice."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.app.settings import ColorChoice
from desktop_app.system.folders import RESOURCES

GRID_PX = 8
# What is printed is black on white, in the dark, too.
PAPER, INK = "#ffffff", "#1c2122"


@dataclass(frozen=True, slots=True)
class Colors:
    """A set of colours: WCAG's contrast of level AA wherever two of them meet.

    `line` is between parts that are told apart without it, `edge` round fields. `hit` is behind
    what a search found, `found` behind the match that the find bar is at, `unsure` behind words of
    which a model was not sure, `spoken` behind the word that is played. `speakers` are names in the
    margin, in the order in which the speakers come; after the ninth they begin again.
    """

    window: str
    page: str
    raised: str
    hover: str
    selected: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    error: str
    warning: str
    hit: str
    speakers: tuple[str, ...]
    found: str
    unsure: str
    spoken: str


LIGHT = Colors(
    window="#f6f7f7",
    page="#ffffff",
    raised="#ffffff",
    hover="#eceeee",
    selected="#dfeceb",
    line="#dcdfdf",
    edge="#848c8e",
    text="#1c2122",
    muted="#5d6668",
    accent="#0b6e69",
    on_accent="#ffffff",
    error="#b3261e",
    warning="#8f5600",
    hit="#f7e3a4",
    speakers=(
        "#0b6e69",
        "#a8430a",
        "#1a5fb4",
        "#a3195b",
        "#3d6b11",
        "#7a3fb8",
        "#7a5600",
        "#b3261e",
        "#4d5b68",
    ),
    found="#f5b83d",
    unsure="#fdf0d5",
    spoken="#bfe3df",
)
DARK = Colors(
    window="#1d2021",
    page="#232728",
    raised="#2e3334",
    hover="#2b3031",
    selected="#28403e",
    line="#3a4041",
    edge="#808a8c",
    text="#e6e9e9",
    muted="#a0a9ab",
    accent="#5cc4bb",
    on_accent="#06201e",
    error="#f2928a",
    warning="#e5b567",
    hit="#5c4a12",
    speakers=(
        "#5cc4bb",
        "#f0a070",
        "#7fb4f5",
        "#f294bd",
        "#a3cf6b",
        "#c9a5f5",
        "#dcbc5e",
        "#f2928a",
        "#a9bccd",
    ),
    found="#8a5a00",
    unsure="#453a22",
    spoken="#1f5a55",
)


def tick_of(colors: Colors) -> Path:
    """Return the picture of a tick for a ground of the accent's colour."""
    return RESOURCES / "icons" / f"tick-{colors.on_accent[1:]}.svg"


def style_sheet(c: Colors) -> str:
    """Return the style rules that a palette cannot express."""
    return f"""
    QToolTip {{ color: {c.text}; background: {c.raised}; border: 1px solid {c.line};
        padding: 4px; }}
    QMenuBar {{ background: {c.window}; padding: 2px 8px; }}
    QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.hover}; }}
    QMenu {{ background: {c.raised}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.muted}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    QPushButton, QComboBox {{ background: {c.raised}; border: 1px solid {c.line};
        border-radius: 6px; padding: 0 12px; min-height: 30px; color: {c.text}; }}
    QComboBox {{ border-color: {c.edge}; }}
    QPushButton:hover, QComboBox:hover {{ background: {c.hover}; }}
    QPushButton:focus, QComboBox:focus, QLineEdit:focus {{ border: 1px solid {c.accent}; }}
    QPushButton:disabled, QComboBox:disabled, QLineEdit:disabled {{ color: {c.muted};
        background: {c.window}; border-color: {c.line}; }}
    QPushButton[kind="primary"] {{ background: {c.accent}; border-color: {c.accent};
        color: {c.on_accent}; }}
    QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; }}
    QPushButton[kind="primary"]:disabled {{ background: {c.window}; border-color: {c.line};
        color: {c.muted}; }}
    QPushButton[kind="link"] {{ border: none; background: transparent; color: {c.accent};
        padding: 0; min-height: 0; }}
    QPushButton[kind="link"]:hover, QPushButton[kind="link"]:focus {{
        text-decoration: underline; }}
    QPushButton[kind="small"] {{ padding: 0 6px; min-width: 22px; }}
    QPushButton:checked {{ background: {c.selected}; border-color: {c.accent}; }}
    QPushButton::menu-indicator {{ image: none; width: 0; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ background: {c.raised}; border: 1px solid {c.line};
        selection-background-color: {c.selected}; selection-color: {c.text}; padding: 4px; }}
    QLineEdit {{ background: {c.raised}; border: 1px solid {c.edge}; border-radius: 6px;
        padding: 0 8px; min-height: 28px; }}
    QCheckBox::indicator {{ width: 16px; height: 16px; }}
    QProgressBar {{ background: {c.line}; border: none; border-radius: 2px; min-height: 4px;
        max-height: 4px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
    QTableView {{ background: {c.page}; border: 1px solid {c.line}; border-radius: 6px;
        selection-background-color: {c.selected}; selection-color: {c.text}; outline: none; }}
    QTableView::item {{ padding: 0 8px; }}
    QHeaderView::section {{ background: {c.page}; border: none; color: {c.muted};
        padding: 4px 8px; }}
    QListView, QTextEdit {{ border: none; background: {c.page}; }}
    QListView#queue, QWidget#sidebar {{ background: {c.window}; }}
    QListView#pages {{ background: {c.window}; border-right: 1px solid {c.line};
        padding: 12px 8px; outline: none; }}
    QListView#pages::item {{ padding: 6px 8px; border-radius: 6px; color: {c.text}; }}
    QListView#pages::item:selected {{ background: {c.selected}; }}
    QListView#pages::item:selected:focus {{ border: 1px solid {c.accent}; }}
    QWidget#page, QWidget#drop {{ background: {c.page}; }}
    QWidget#toolbar {{ background: {c.window}; border-bottom: 1px solid {c.line}; }}
    QFrame#notice {{ background: {c.raised}; border: 1px solid {c.muted};
        border-left: 6px solid {c.muted};
        border-top-right-radius: 8px; border-bottom-right-radius: 8px; }}
    QFrame#notice[kind="success"] {{ border-left-color: {c.accent}; }}
    QFrame#notice[kind="warning"] {{ border-left-color: {c.warning}; }}
    QFrame#notice[kind="error"] {{ border-left-color: {c.error}; }}
    QFrame#notice QScrollArea, QFrame#notice QScrollArea QLabel {{ background: transparent; }}
    QFrame#panel {{ background: {c.window}; border-top: 1px solid {c.line}; }}
    QFrame#panel QListView, QFrame#panel QTextEdit {{ background: {c.window}; }}
    QFrame#panel QListView {{ selection-background-color: {c.selected};
        selection-color: {c.text}; outline: none; }}
    QFrame#panel QListView::item {{ padding: 3px 0; }}
    QFrame#panel QListView QLineEdit {{ min-height: 0; padding: 0 4px; border-radius: 4px; }}
    QFrame#panel QListView::indicator, QListView#formats::indicator {{ width: 12px; height: 12px;
        border: 1px solid {c.muted}; border-radius: 3px; }}
    QFrame#panel QListView::indicator:checked, QListView#formats::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; image: url("{tick_of(c).as_posix()}"); }}
    QListView#formats, QTextEdit#preview {{ border: 1px solid {c.line}; border-radius: 6px;
        padding: 4px; selection-background-color: {c.selected}; selection-color: {c.text};
        outline: none; }}
    QListView#formats:focus, QTextEdit#preview:focus {{ border-color: {c.accent}; }}
    QListView#formats::indicator:checked:disabled {{ background: {c.muted};
        border-color: {c.muted}; }}
    QListView#formats::item {{ padding: 3px 2px; }}
    QListView#formats::item:disabled {{ color: {c.muted}; }}
    QTextEdit#preview[kind="paper"] {{ background: {PAPER}; color: {INK}; }}
    QWidget#pageHeader {{ border-bottom: 1px solid {c.line}; }}
    QFrame#shownLine {{ background: {c.selected}; }}
    QWidget#modeLine {{ border-top: 1px solid {c.line}; }}
    QWidget#statusBar, QWidget#playerBar {{ background: {c.window};
        border-top: 1px solid {c.line}; }}
    QSplitter::handle {{ background: {c.line}; }}
    QLabel[kind="muted"] {{ color: {c.muted}; }}
    QLabel[kind="warning"] {{ color: {c.warning}; }}
    QLabel[kind="error"] {{ color: {c.error}; font-weight: 600; }}
    QLabel[kind="heading"] {{ font-weight: 600; }}
    QLabel[kind="title"] {{ font-size: 20px; font-weight: 600; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {c.edge}; border-radius: 4px; min-height: 32px;
        margin: 2px; }}
    QScrollBar::handle:vertical:hover {{ background: {c.muted}; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {c.edge}; border-radius: 4px; min-width: 32px;
        margin: 2px; }}
    QScrollBar::handle:horizontal:hover {{ background: {c.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def palette(c: Colors) -> QPalette:
    """Return the colours as a Qt palette."""
    made = QPalette()
    role = QPalette.ColorRole
    for roles, value in (
        ((role.Window, role.Button), c.window),
        ((role.Base, role.AlternateBase), c.page),
        ((role.ToolTipBase,), c.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), c.text),
        ((role.PlaceholderText,), c.muted),
        ((role.Highlight, role.Accent, role.Link), c.accent),
        ((role.HighlightedText,), c.on_accent),
        ((role.Mid,), c.line),
    ):
        for one in roles:
            made.setColor(one, QColor(value))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, QColor(c.muted))
    return made


class Theme(QObject):
    """Apply the colours to the application and follow the desktop.

    Signals:
        changed: the colours have changed.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = ColorChoice.SYSTEM
        self._base_size_pt = app.font().pointSizeF()
        self.colors = LIGHT
        app.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self.colors is DARK

    def choose(self, choice: ColorChoice) -> None:
        """Use light, dark, or the desktop's choice."""
        self._choice = choice
        # Also tells the desktop, so that the title bar and file dialogs follow.
        QGuiApplication.styleHints().setColorScheme(
            {
                ColorChoice.SYSTEM: Qt.ColorScheme.Unknown,
                ColorChoice.LIGHT: Qt.ColorScheme.Light,
                ColorChoice.DARK: Qt.ColorScheme.Dark,
            }[choice]
        )
        self._apply()

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._apply()

    def _apply(self) -> None:
        system_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        dark = self._choice is ColorChoice.DARK or (
            self._choice is ColorChoice.SYSTEM and system_dark
        )
        colors = DARK if dark else LIGHT
        if colors is self.colors and self._app.styleSheet():
            return
        self.colors = colors
        self._app.setPalette(palette(colors))
        self._app.setStyleSheet(style_sheet(colors))
        self.changed.emit()
