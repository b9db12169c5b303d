"""What every action of the table calls, and what panels ask of each other."""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.desktop import labelling, panes
from annotator.desktop.article import text_menu
from annotator.desktop.article.finding import Finding
from annotator.desktop.article.hover import ArticleHover
from annotator.desktop.article.seeing import Seeing
from annotator.desktop.attribute_keys import attribute_of_key
from annotator.desktop.codebook_editor.editing import CodebookEditing
from annotator.desktop.codebook_editor.rechecking import Rechecking
from annotator.desktop.codebook_editor.starting import CodebookStart
from annotator.desktop.controls.texts import menu_text
from annotator.desktop.copying import Copying
from annotator.desktop.dialogs.metadata_dialog import MetadataDialog
from annotator.desktop.dialogs.settings_dialog import SettingsDialog
from annotator.desktop.files import Files
from annotator.desktop.following import Following
from annotator.desktop.guidance import Guidance
from annotator.desktop.label_keys import key_of
from annotator.desktop.printing.printing import Printing
from annotator.desktop.register.linking import Linking
from annotator.desktop.register.registering import Registering
from annotator.desktop.register.speaking import Speaking
from annotator.desktop.register.stating import Stating
from annotator.desktop.safety.checking import Checking
from annotator.desktop.safety.safety import Safety
from annotator.desktop.safety.saving import Saving
from annotator.desktop.set_choice import SetChoice
from annotator.desktop.teamwork import Teamwork
from annotator.store import annotations, articles, history
from annotator.store.edits import Edit
from annotator.words import told, tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window


class Verbs(QObject):
    """One per window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._desk = window.desk
        self.files = Files(window.session, window.settings, window)
        self.checking = Checking(window.session, window)
        self.finding = Finding(window.session, window.view, window.settings)
        self.speaking = Speaking(window.session, window.view, window.desk)
        self.linking = Linking(window.session, window.view, window.desk)
        self.registering = Registering(window)
        self.stating = Stating(window)
        self.copying = Copying(window.session, window.view, window.desk)
        self.printing = Printing(window.session, window.settings, window.view, window)
        self.following = Following(window.session, window.view, window.desk)
        self.seeing = Seeing(window)
        self.sets = SetChoice(window)
        self.hover = ArticleHover(window.session, window.view)
        self.guidance = Guidance(window)
        self._make_rooms(window)
        self._connect(window)
        self._callees = self._table()

    def _make_rooms(self, window: "Window") -> None:
        """What has a panel or a window of its own beside the text."""
        self.team = Teamwork(window)
        self.editing = CodebookEditing(window)
        self.safety = Safety(window, self.files)
        self.saving = Saving(window, window.overlays.banner)
        self.starting = CodebookStart(window)
        self.rechecking = Rechecking(window)

    def _connect(self, window: "Window") -> None:
        overlays, say = window.overlays, window.overlays.say
        overlays.label_requested.connect(self.label)
        overlays.fragment_requested.connect(window.desk.add_fragment)
        overlays.command_chosen.connect(self._run_chosen)
        for said in (
            self.files.said,
            self.checking.said,
            self.copying.said,
            self.printing.said,
            self.speaking.notice_said,
            self.linking.notice_said,
            self.registering.said,
            self.stating.said,
            self.following.said,
            self.seeing.said,
            self.sets.said,
            self.editing.said,
            self.saving.said,
            self.starting.said,
            self.rechecking.said,
            self.safety.said,
            self._desk.notice_said,
            self.team.said,
        ):
            said.connect(say)
        self.files.made.connect(self.starting.offer)
        self._desk.label_popup_requested.connect(self._offer_labels)
        window.passage.aim_requested.connect(self.linking.ask_about)
        self.checking.damage_found.connect(self.safety.meet_damage)
        self.checking.unexplained.connect(window.overlays.show_bug)
        self.hover.mouse.end_chosen.connect(self.following.go)
        self.hover.mouse.back_requested.connect(self.following.back)

    def perform(self, name: str) -> None:
        """Do what a row of `actions.TABLE` says."""
        self._callees[name]()

    def _table(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            **self.files.table(),
            **self._desk.table(),
            "open_demo": self.open_demo,
            "print": self.printing.print,
            "save_pdf": self.printing.save_pdf,
            "check": self.checking.check,
            "backup": self.safety.back_up,
            "restore": self.safety.restore,
            "settings": self.edit_settings,
            "quit": window.close,
            "undo": self.undo,
            "redo": self.redo,
            "copy": self.copying.copy,
            "copy_labelled": self.copying.copy_labelled,
            "find": self.finding.show,
            "find_next": self.finding.next,
            "find_previous": self.finding.previous,
            "find_all": window.articles.focus_filter,
            "palette": self.guidance.show_palette,
            "speaker": self.speaking.ask,
            "statement": self.stating.ask,
            "link": self.linking.ask,
            "alias": self.registering.remember_alias,
            "follow": self.following.follow,
            "go_back": self.following.back,
            "note": self.write_note,
            "values": self.edit_values,
            "done": self.finish,
            "next_article": lambda: self.step_article(1),
            "previous_article": lambda: self.step_article(-1),
            "metadata": self.edit_metadata,
            "undo_decision": self.undo,
            **self.team.table(),
            **self.editing.table(),
            "start_codebook": self.starting.ask,
            "recheck": self.rechecking.start,
            **self._view_table(),
        }

    def _view_table(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            "zoom_in": lambda: window.reading.zoom(1),
            "zoom_out": lambda: window.reading.zoom(-1),
            "zoom_reset": window.reading.reset_zoom,
            "theme": window.reading.turn_theme,
            "names": window.reading.turn_names,
            "next_set": self.sets.next,
            "own_set": self.sets.own,
            "layer_sight": self.seeing.turn,
            "only_layer": self.seeing.show_only,
            "all_layers": window.view.layers.show_all,
            "invisibles": window.reading.turn_invisibles,
            "articles_panel": lambda: _toggle(window.articles),
            "side_panel": lambda: _toggle(window.side),
            "register": self.registering.show,
            "statements": self.stating.show,
            "next_panel": lambda: self.step_panel(1),
            "previous_panel": lambda: self.step_panel(-1),
            "full_screen": self.turn_full_screen,
            "rule": self.show_rule,
            "keys": self.guidance.show_keys,
            "tour": self.show_tour,
            "about": self.guidance.show_about,
        }

    # ------------------------------------------------------------------ edit

    def undo(self) -> None:
        """Take the last step back and say which it was."""
        self._window.passage.commit()
        self._step(self._session.undo, tr("Undone: {what}"))

    def redo(self) -> None:
        """Do it again and say which it was."""
        self._step(self._session.redo, tr("Redone: {what}"))

    def _step(self, go: Callable[[], Edit | None], words: str) -> None:
        try:
            edit = go()
        finally:
            self.name_steps()  # a step that could not be gone is forgotten
        if edit is None:
            self._window.overlays.say(tr("There is nothing more to take back or do again."))
            return
        self._go_where(edit)
        self._window.overlays.say(words.format(what=told(edit.name)))

    def _go_where(self, edit: Edit) -> None:
        """Show the article a step concerns, if it is another one."""
        concerned = edit.articles()
        if len(concerned) != 1 or self._session.article in concerned:
            return
        (article,) = concerned
        if articles.row_key(self._session.project, article) is not None:
            self._session.open_article(article)

    def name_steps(self) -> None:
        """Let the menu say what undo and redo would do."""
        table = self._window.actions_table
        is_open = self._session.is_open
        back = history.next_undo(self._session.project) if is_open else None
        again = history.next_redo(self._session.project) if is_open else None
        undo = tr("Undo: {what}", what=told(back)) if back else tr("Undo")
        redo = tr("Redo: {what}", what=told(again)) if again else tr("Redo")
        table["undo"].setText(menu_text(undo))
        table["redo"].setText(menu_text(redo))

    # ------------------------------------------------------------------ articles

    def open_article(self, article: str) -> None:
        """Show an article and be ready to read."""
        self._window.passage.commit()
        self._session.open_article(article)
        self._window.view.canvas.setFocus()

    def step_article(self, step: int) -> None:
        """Go to the article after or before."""
        found = self._window.articles.next_article(self._session.article or "", step)
        if found is not None:
            self.open_article(found)

    def finish(self) -> None:
        """Done, with the note that is just being written."""
        self._window.passage.commit()
        self._desk.finish()

    def after_done(self, article: str) -> None:
        """Go on with the next article that is not done."""
        found = self._window.articles.next_open(article)
        if found is None:
            self._window.overlays.say(tr("That was the last one: every article here is done."))
        else:
            self.open_article(found)

    def go_to(self, annotation: str) -> None:
        """Show the passage of an annotation, in whichever article it is."""
        found = annotations.get(self._session.project, annotation)
        if found is None:
            return
        if found.article != self._session.article:
            self.open_article(found.article)
        self._desk.take(annotation)
        self._window.view.canvas.setFocus()

    def edit_metadata(self) -> None:
        """Change what is known about the article on the screen."""
        if self._session.article is not None:
            MetadataDialog.ask(self._window, self._session, self._session.article)

    # ------------------------------------------------------------------ passages

    def label(self, layer: str, label: str) -> None:
        """Label what is chosen; the keyboard goes back to the text."""
        known = self._session.codebook.label(layer, label)
        if known is not None:
            self._desk.label(known)
        self._window.view.canvas.setFocus()

    def type_key(self, event: QKeyEvent) -> None:
        """A key on the text that no command uses: a label's, perhaps."""
        key = key_of(event)
        label = self._session.codebook.label_of_key(key) if key and self._desk.is_reading else None
        if label is not None:
            self._desk.label(label)
        elif key and self._desk.current:
            self._ask_by_key(key)

    def _ask_by_key(self, key: str) -> None:
        asked = attribute_of_key(self._session.codebook, self._desk.annotations(), key)
        if asked is not None:
            panel = self._window.passage
            self._in_passage(lambda: panel.focus_value(asked.annotation.id, asked.attribute.id))

    def delete_annotation(self, annotation: str) -> None:
        """Take one label away; others on the same words stay."""
        labelling.remove(self._session, [annotation])
        self._window.view.canvas.setFocus()

    def write_note(self) -> None:
        """Go to the note of the passage in hand."""
        self._in_passage(self._window.passage.focus_note)

    def edit_values(self) -> None:
        """Go to the attributes of the passage in hand."""
        self._in_passage(self._window.passage.focus_values)

    def _in_passage(self, go: Callable[[], None]) -> None:
        if not self._desk.current:
            self._window.overlays.say(tr("Go to a passage first, with Tab or a click."))
            return
        self._window.show_passage()
        self._window.side.show()
        self._window.side.setCurrentIndex(0)
        go()

    def show_rule(self) -> None:
        """Show the rule of the label in hand beside the text."""
        mine = self._desk.annotations()
        self._window.side.show()
        self._window.side.setCurrentIndex(1)
        if mine:
            self._window.codebook.show_rule(mine[0].layer, mine[0].label)

    def _offer_labels(self) -> None:
        """The labels beside a mouse selection, unless the person does not want them."""
        place = self._window.overlays.selection_place()
        if not self._window.settings.label_popup or place.isEmpty():
            return
        popup = self._window.overlays.labels
        popup.open_for(self._session.codebook, place, with_fragment=bool(self._desk.current))

    def show_menu(self, place: QPoint) -> None:
        """The context menu of the text, about the passage under the mouse."""
        text_menu.show(self._window, place)

    # ------------------------------------------------------------------ window

    def _run_chosen(self, name: str) -> None:
        if not (self.seeing.run(name) or self.sets.run(name)):
            self._window.actions_table[name].trigger()

    def step_panel(self, by: int) -> None:
        """From the articles to the text, to the side panel, and round; or the other way."""
        window = self._window
        editor = self.editing.editor
        beside = (editor,) if editor is not None else ()
        places = (window.articles, window.view.canvas, window.side, *beside)
        panes.step(places, window.focusWidget(), by)

    def turn_full_screen(self) -> None:
        """The whole screen, or a window again."""
        window = self._window
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    def edit_settings(self) -> None:
        """Settings, seen at once while they are changed."""
        window = self._window
        before = dataclasses.replace(window.settings)
        dialog = SettingsDialog(window.settings, window)
        dialog.changed.connect(window.take_settings)
        dialog.exec()
        dialog.deleteLater()
        if window.settings.coder != before.coder and self._session.is_open:
            self.files.open(str(self._session.project.path))
        if window.settings.language != before.language:
            window.language_changed.emit()

    def show_tour(self) -> None:
        """Two minutes through the window, on the demo where nothing else is open."""
        if not self._session.is_open:
            self.files.open_demo()
        self._window.settings.tour_seen = True
        self.guidance.show_tour()

    def open_demo(self) -> None:
        """Open the demo; who sees it for the first time is shown around."""
        self.files.open_demo()
        if self._session.is_open and not self._window.settings.tour_seen:
            self.show_tour()


def _toggle(panel: QWidget) -> None:
    panel.setVisible(not panel.isVisible())
