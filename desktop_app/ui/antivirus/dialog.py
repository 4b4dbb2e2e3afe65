"""The antivirus guide: how to exclude the models folder from scanning."""

from pathlib import Path, PurePath

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.antivirus import AntivirusGuide
from desktop_app.core.sentences import tr
from desktop_app.system.antivirus.exclusion import add_line, remove_line
from desktop_app.system.antivirus.products import DEFENDER, OTHER, PRODUCTS, Product, product_named
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.strings import antivirus as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import (
    ChoiceBox,
    ElidedLabel,
    button,
    label,
    open_path,
    tip,
    wrapped,
)
from desktop_app.ui.widgets.fitting import FittingDialog


def _named_button(title: str, name: str) -> QPushButton:
    made = button(title)
    made.setAccessibleName(name)
    return made


class FolderRow(QWidget):
    """A folder and its state, to copy and to open."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.path = ElidedLabel("")
        self.path.setAccessibleName(title)
        self.fact = wrapped(kind="muted")
        self.copy_button = _named_button(texts.COPY, texts.COPY_NAME.format(what=title))
        self.open_button = _named_button(texts.OPEN, texts.OPEN_NAME.format(what=title))
        self.copy_button.clicked.connect(self._on_copy)
        self.open_button.clicked.connect(self._on_open)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID_PX)
        grid.setVerticalSpacing(GRID_PX // 2)
        grid.addWidget(label(title, "muted"), 0, 0, 1, 3)
        grid.addWidget(self.path, 1, 0)
        grid.addWidget(self.copy_button, 1, 1)
        grid.addWidget(self.open_button, 1, 2)
        grid.addWidget(self.fact, 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)

    def show_folder(self, folder: Path, fact: str) -> None:
        """Show the folder and one sentence about it."""
        self.path.setText(str(folder))
        self.fact.setText(fact)
        self.fact.setVisible(bool(fact))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.path.text())

    def _on_open(self) -> None:
        open_path(Path(self.path.text()))


class LineRow(QWidget):
    """A PowerShell command, to copy or to run as administrator."""

    def __init__(self, name: str, run_title: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setAccessibleName(name)
        self.line.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy_button = _named_button(texts.COPY, texts.COPY_NAME.format(what=name))
        self.run_button = button(run_title)
        self.copy_button.clicked.connect(self._on_copy)
        # Below it: beside it, most folder names would be cut off.
        row = QHBoxLayout()
        row.setSpacing(GRID_PX)
        row.addStretch()
        row.addWidget(self.copy_button)
        row.addWidget(self.run_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(self.line)
        column.addLayout(row)

    def show_line(self, line: str) -> None:
        """Show the command from its beginning."""
        if line != self.line.text():
            self.line.setText(line)
            self.line.setCursorPosition(0)
        self.line.setToolTip(tip(line))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.line.text())


FIRST_SIZE_PX = (760, 780)


class AntivirusQuestions(Dialogs):
    """The questions before an exclusion is changed."""

    def may_exclude(self, folder: PurePath) -> bool:
        """Ask whether to exclude the folder, explaining what it means."""
        text = texts.EXCLUDE_TEXT.format(folder=folder)
        return self._ask(texts.EXCLUDE_TITLE, text, texts.EXCLUDE_MORE, texts.EXCLUDE_YES, texts.NO)

    def may_take_back(self, folder: PurePath) -> bool:
        """Ask whether to remove the exclusion."""
        text = texts.TAKE_BACK_TEXT.format(folder=folder)
        return self._ask(
            texts.TAKE_BACK_TITLE, text, texts.TAKE_BACK_MORE, texts.TAKE_BACK_YES, texts.NO
        )


class AntivirusDialog(FittingDialog):
    """Show the guide's state and pass on the user's actions. Not modal.

    Args:
        guide: what it shows and controls.
        questions: asks the user; None for the real ones.
    """

    def __init__(
        self,
        guide: AntivirusGuide,
        questions: AntivirusQuestions | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(texts.TITLE)
        self._guide = guide
        self._questions = questions or AntivirusQuestions(self)
        self._has_chosen = False
        self.models = FolderRow(texts.MODELS_FOLDER)
        self.program = FolderRow(texts.PROGRAM_FOLDER)
        self.state = wrapped()
        self.product_box = ChoiceBox(texts.STEPS_FOR, 20)
        for product in (*PRODUCTS, OTHER):
            self.product_box.addItem(product.name or texts.OTHER_PRODUCT, product)
        self.steps = wrapped()
        self.help_button = button(texts.HELP_PAGE)
        self.add_row = LineRow(texts.ADD_NAME, texts.RUN)
        self.remove_row = LineRow(texts.REMOVE_NAME, texts.TAKE_BACK)
        self.result_line = wrapped(kind="muted")
        self.check_button = button(texts.CHECK_AGAIN)
        self.close_button = button(strings.CLOSE)
        self._windows_only = self._lay_out()
        self._connect()
        self._show_product()
        self._show()

    @property
    def product(self) -> Product:
        """The product whose steps are shown."""
        product: Product = self.product_box.currentData()
        return product

    def showEvent(self, event: QShowEvent) -> None:
        """Query Windows again: much may have changed."""
        super().showEvent(event)
        self._guide.check()

    def _lay_out(self) -> tuple[QWidget, ...]:
        """Lay out all widgets.

        Returns:
            The widgets for Windows only.
        """
        chooser = QHBoxLayout()
        chooser.setSpacing(GRID_PX)
        caption = label(texts.STEPS_FOR)
        caption.setBuddy(self.product_box)
        chooser.addWidget(caption)
        chooser.addWidget(self.product_box, 1)
        chooser.addWidget(self.help_button)
        choice = QWidget()
        chooser.setContentsMargins(0, 0, 0, 0)
        choice.setLayout(chooser)
        steps = _section(texts.STEPS, choice, self.steps)
        powershell_text = wrapped(texts.POWERSHELL_TEXT, "muted")
        powershell = _section(texts.POWERSHELL, powershell_text, self.add_row, self.remove_row)
        purpose = wrapped(texts.PURPOSE)
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID_PX, 3 * GRID_PX, 3 * GRID_PX, 3 * GRID_PX)
        column.setSpacing(3 * GRID_PX)
        column.addWidget(purpose)
        column.addWidget(_section(texts.FOLDERS, self.models, self.program))
        column.addWidget(_section(texts.PRODUCTS, self.state))
        column.addWidget(steps)
        column.addWidget(powershell)
        column.addStretch()
        foot = QWidget()
        foot.setObjectName("statusBar")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(3 * GRID_PX, GRID_PX + 4, 3 * GRID_PX, GRID_PX + 4)
        row.setSpacing(GRID_PX)
        row.addWidget(self.result_line, 1)
        row.addWidget(self.check_button)
        row.addWidget(self.close_button)
        self.lay_out(page, foot)
        return steps, powershell, self.check_button

    def _connect(self) -> None:
        self._guide.changed.connect(self._show)
        self.product_box.currentIndexChanged.connect(self._show_product)
        self.product_box.activated.connect(self._on_product_chosen)
        self.help_button.clicked.connect(self._on_help)
        self.add_row.run_button.clicked.connect(self._on_exclude)
        self.remove_row.run_button.clicked.connect(self._on_take_back)
        self.check_button.clicked.connect(self._guide.check)
        self.close_button.clicked.connect(self.close)

    def _show(self) -> None:
        guide, found = self._guide, self._guide.findings
        for widget in self._windows_only:
            widget.setVisible(guide.is_needed)
        program_fact = texts.LISTED[found.program_listed] if found else ""
        is_hidden = found is not None and found.program_listed is not found.models_listed
        self.models.show_folder(guide.models, texts.models_line(guide))
        # Do not show the same sentence twice.
        self.program.show_folder(guide.program, program_fact if is_hidden else "")
        if not guide.is_needed:
            self.state.setText(texts.NOT_NEEDED)
            return
        self.state.setText(texts.state_line(found.state) if found else texts.LOOKING)
        self.result_line.setText(texts.result_line(guide))
        self.add_row.show_line("" if guide.objection else add_line(guide.real))
        self.add_row.copy_button.setEnabled(not guide.objection)
        self.add_row.run_button.setEnabled(guide.may_exclude)
        self.remove_row.show_line(remove_line(guide.real))
        self.remove_row.run_button.setEnabled(not guide.is_busy)
        self.check_button.setEnabled(not guide.is_busy)
        if found and not self._has_chosen:
            self._choose_registered([product.name for product in found.state.products])

    def _choose_registered(self, names: list[str]) -> None:
        # Defender stays registered beside the product that replaced it.
        registered = [product_named(name) for name in names]
        others = [product for product in registered if product is not DEFENDER]
        wanted = (others or registered or [DEFENDER])[0]
        self.product_box.setCurrentIndex((*PRODUCTS, OTHER).index(wanted))

    def _show_product(self) -> None:
        self.steps.setText(texts.numbered(tuple(map(tr, self.product.steps))))
        self.help_button.setVisible(bool(self.product.help_page))
        self.help_button.setToolTip(tip(self.product.help_page))

    def _on_product_chosen(self) -> None:
        self._has_chosen = True

    def _on_help(self) -> None:
        QDesktopServices.openUrl(QUrl(self.product.help_page))

    def _on_exclude(self) -> None:
        if self._questions.may_exclude(self._guide.real):
            self._guide.exclude()

    def _on_take_back(self) -> None:
        if self._questions.may_take_back(self._guide.real):
            self._guide.take_back()


def _section(title: str, *widgets: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID_PX + 4)
    column.addWidget(label(title, "heading"))
    for widget in widgets:
        column.addWidget(widget)
    return made
