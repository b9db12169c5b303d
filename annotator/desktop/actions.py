"""Everything a person can do, in one table: menus, keys, palette, cheat sheet come from it."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from annotator.domain.sentence import Sentence, say
from annotator.words import told

WINDOW, TEXT = "window", "text"
"""Where a key works: anywhere in the window, or while the text has the focus."""

FILE = say("File")
EDIT = say("Edit")
PASSAGE = say("Passage")
ARTICLE = say("Article")
CODEBOOK = say("Codebook")
REVIEW = say("Review")
VIEW = say("View")
HELP = say("Help")
GROUPS = (FILE, EDIT, PASSAGE, ARTICLE, CODEBOOK, REVIEW, VIEW, HELP)


class Entry(NamedTuple):
    """One row: what is called, how it is named, its keys (the first is shown), where they work."""

    id: str
    group: Sentence
    title: Sentence
    keys: tuple[str, ...] = ()
    scope: str = WINDOW
    needs: str = "project"


TABLE = (
    Entry("new", FILE, say("New project…"), ("Ctrl+N",), needs=""),
    Entry("open", FILE, say("Open project…"), ("Ctrl+O",), needs=""),
    Entry("open_folder", FILE, say("Open a folder of articles…"), ("Ctrl+Shift+O",), needs=""),
    Entry("open_demo", FILE, say("Open the demo"), needs=""),
    Entry("import_folder", FILE, say("Import a folder…"), ("Ctrl+I",), needs="writable"),
    Entry("import_files", FILE, say("Import files…"), ("Ctrl+Shift+I",), needs="writable"),
    Entry("import_looking", FILE, say("Import a folder, with a look first…"), (), needs="writable"),
    Entry("export", FILE, say("Export annotation sets…"), ("Ctrl+E",)),
    Entry("send_work", FILE, say("Send my work…")),
    Entry("add_work", FILE, say("Add a colleague's work…"), needs="writable"),
    Entry("print", FILE, say("Print…"), ("Ctrl+P",), needs="article"),
    Entry("save_pdf", FILE, say("Save as PDF…"), needs="article"),
    Entry("check", FILE, say("Check the project")),
    Entry("backup", FILE, say("Back up now")),
    Entry("restore", FILE, say("Restore a backup…")),
    Entry("settings", FILE, say("Settings…"), ("Ctrl+,",), needs=""),
    Entry("close", FILE, say("Close the project"), ("Ctrl+W",)),
    Entry("quit", FILE, say("Quit"), ("Ctrl+Q",), needs=""),
    Entry("undo", EDIT, say("Undo"), ("Ctrl+Z",)),
    Entry("redo", EDIT, say("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z")),
    Entry("copy", EDIT, say("Copy"), ("Ctrl+C",), TEXT, "article"),
    Entry("copy_labelled", EDIT, say("Copy with labels"), ("Ctrl+Shift+C",), TEXT, "article"),
    Entry("find", EDIT, say("Find in the article"), ("Ctrl+F",), needs="article"),
    Entry("find_next", EDIT, say("Find next"), ("F3",), needs="article"),
    Entry("find_previous", EDIT, say("Find previous"), ("Shift+F3",), needs="article"),
    Entry("find_all", EDIT, say("Find in all articles"), ("Ctrl+Shift+F",)),
    Entry("palette", EDIT, say("All commands…"), ("Ctrl+K",), needs=""),
    Entry("widen", PASSAGE, say("Widen the selection"), ("Space",), TEXT, "article"),
    Entry("narrow", PASSAGE, say("Narrow the selection"), ("Shift+Space",), TEXT, "article"),
    Entry("speaker", PASSAGE, say("Who says it…"), ("S",), TEXT, "article"),
    Entry("link", PASSAGE, say("What it is about…"), ("Shift+S",), TEXT, "article"),
    Entry("statement", PASSAGE, say("Same statement…"), ("=",), TEXT, "article"),
    Entry("alias", PASSAGE, say("Remember the words as a name"), ("Alt+A",), TEXT, "article"),
    Entry("fragment", PASSAGE, say("Add a fragment"), ("+",), TEXT, "article"),
    Entry("next", PASSAGE, say("Next passage"), ("Tab",), TEXT, "article"),
    Entry("previous", PASSAGE, say("Previous passage"), ("Shift+Tab",), TEXT, "article"),
    Entry("follow", PASSAGE, say("Go to the other end of a link"), ("F4",), needs="article"),
    Entry("go_back", PASSAGE, say("Go back along the link"), ("Shift+F4",), needs="article"),
    Entry("start_out", PASSAGE, say("Start one word earlier"), ("[", "Alt+Left"), TEXT, "article"),
    Entry("start_in", PASSAGE, say("Start one word later"), ("{", "Alt+Right"), TEXT, "article"),
    Entry("end_out", PASSAGE, say("End one word later"), ("]", "Alt+Shift+Right"), TEXT, "article"),
    Entry("end_in", PASSAGE, say("End one word earlier"), ("}", "Alt+Shift+Left"), TEXT, "article"),
    Entry("note", PASSAGE, say("Write a note"), ("Ctrl+M",), needs="article"),
    Entry("values", PASSAGE, say("Edit the attributes"), ("F2",), needs="article"),
    Entry("delete", PASSAGE, say("Delete the passage"), ("Del", "Backspace"), TEXT, "article"),
    Entry("escape", PASSAGE, say("Let go"), ("Esc",), TEXT, "article"),
    Entry(
        "done", ARTICLE, say("Done, next article"), ("Ctrl+Return", "Ctrl+Enter"), needs="article"
    ),
    Entry("toggle_done", ARTICLE, say("Done or not"), ("Ctrl+D",), needs="article"),
    Entry(
        "next_article", ARTICLE, say("Next article"), ("Ctrl+PgDown", "Alt+Down"), needs="article"
    ),
    Entry(
        "previous_article",
        ARTICLE,
        say("Previous article"),
        ("Ctrl+PgUp", "Alt+Up"),
        needs="article",
    ),
    Entry("metadata", ARTICLE, say("Title, outlet, date…"), ("Ctrl+T",), needs="article"),
    Entry("edit_codebook", CODEBOOK, say("Edit the codebook"), ("Ctrl+B",)),
    Entry("assign", REVIEW, say("Who labels what…"), needs="writable"),
    Entry("compare", REVIEW, say("Compare two sets, or end it"), ("F10",)),
    Entry("compare_gold", REVIEW, say("Your labels beside gold"), ("Ctrl+F10",)),
    Entry("next_difference", REVIEW, say("Next difference"), ("J",), TEXT, "comparing"),
    Entry("previous_difference", REVIEW, say("Previous difference"), ("K",), TEXT, "comparing"),
    Entry("take_first", REVIEW, say("Take A"), ("1",), TEXT, "settling"),
    Entry("take_second", REVIEW, say("Take B"), ("2",), TEXT, "settling"),
    *(
        Entry(f"take_{n}", REVIEW, say("Take {set}", set=set), (str(n),), TEXT, needs=f"take_{n}")
        for n, set in enumerate("CDEFGHI", 3)
    ),
    Entry("take_both", REVIEW, say("Take both"), ("B",), TEXT, "settling"),
    Entry("take_neither", REVIEW, say("Neither is right"), ("N",), TEXT, "settling"),
    Entry("edit_gold", REVIEW, say("Edit the gold label"), ("E",), TEXT, "settling"),
    Entry("finish_edit", REVIEW, say("The edit is done"), ("Return", "Enter"), TEXT, "editing"),
    Entry("undo_decision", REVIEW, say("Take the last step back"), ("U",), TEXT, "settling"),
    Entry(
        "comment_difference", REVIEW, say("Comment on the difference"), ("C",), TEXT, "comparing"
    ),
    Entry("comment", REVIEW, say("Comment…"), ("Ctrl+Shift+M",), needs="article"),
    Entry("take_exact", REVIEW, say("Take all equal ones"), ("Shift+A",), TEXT, "settling"),
    Entry("start_codebook", CODEBOOK, say("Start the codebook from…"), needs="writable"),
    Entry("example", CODEBOOK, say("Make it an example"), ("Ctrl+Shift+E",), needs="article"),
    Entry(
        "merge_label",
        CODEBOOK,
        say("Merge the label into another…"),
        ("Ctrl+Shift+J",),
        needs="writable",
    ),
    Entry("split_label", CODEBOOK, say("Split the label…"), ("Ctrl+Shift+K",), needs="writable"),
    Entry("publish", CODEBOOK, say("Publish a version…"), needs="writable"),
    Entry("versions", CODEBOOK, say("Versions of the codebook…")),
    Entry("recheck", CODEBOOK, say("Check again what a rule changed…"), ("Ctrl+Shift+R",)),
    Entry("history", REVIEW, say("Who changed what…"), ("Ctrl+H",)),
    Entry("news", REVIEW, say("What others did since you last looked…"), ("Ctrl+Shift+H",)),
    Entry("agreement", REVIEW, say("Agreement between sets…"), ("Ctrl+G",)),
    Entry("zoom_in", VIEW, say("Larger text"), ("Ctrl++", "Ctrl+="), needs=""),
    Entry("zoom_out", VIEW, say("Smaller text"), ("Ctrl+-",), needs=""),
    Entry("zoom_reset", VIEW, say("Standard text size"), ("Ctrl+0",), needs=""),
    Entry("theme", VIEW, say("Light or dark"), ("Ctrl+Shift+D",), needs=""),
    Entry("names", VIEW, say("Label names: names, codes, none"), ("Ctrl+L",), needs=""),
    Entry("next_set", VIEW, say("Next annotation set"), ("F9",)),
    Entry("own_set", VIEW, say("Back to your own labels"), ("Shift+F9",)),
    Entry("layer_sight", VIEW, say("Show, dim or hide a layer"), ("Ctrl+Shift+L",)),
    Entry("only_layer", VIEW, say("Show only this layer")),
    Entry("all_layers", VIEW, say("Show all layers"), ("Ctrl+Shift+A",)),
    Entry("invisibles", VIEW, say("Show invisible characters"), ("Ctrl+Shift+8",), needs=""),
    Entry("articles_panel", VIEW, say("Show or hide the articles"), ("F7",)),
    Entry("side_panel", VIEW, say("Show or hide the side panel"), ("F8",)),
    Entry("register", VIEW, say("Register…"), ("Ctrl+R",)),
    Entry("statements", VIEW, say("Statement cards…"), ("Ctrl+J",)),
    Entry("next_panel", VIEW, say("Go to the next panel"), ("F6",)),
    Entry("previous_panel", VIEW, say("Go to the previous panel"), ("Shift+F6",)),
    Entry("full_screen", VIEW, say("Full screen"), ("F11",), needs=""),
    Entry("rule", HELP, say("The label's rule"), ("F1",), needs="article"),
    Entry("keys", HELP, say("All keys"), ("?",), TEXT, ""),
    Entry("tour", HELP, say("A two-minute tour"), needs=""),
    Entry("about", HELP, say("About Annotator"), needs=""),
)


class Actions:
    """The table made alive for one window."""

    def __init__(self, window: QWidget, text: QWidget, perform: Callable[[str], None]) -> None:
        self._actions = {entry.id: _action(entry, window, perform) for entry in TABLE}
        for entry in TABLE:
            (text if entry.scope == TEXT else window).addAction(self._actions[entry.id])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into the menu of its group."""
        for group in GROUPS:
            menu = bar.addMenu(told(group))
            for entry in TABLE:
                if entry.group is group:
                    menu.addAction(self._actions[entry.id])

    def allow(self, abilities: frozenset[str]) -> None:
        """Enable what can be done now: abilities are what rows `need`."""
        for entry in TABLE:
            self._actions[entry.id].setEnabled(not entry.needs or entry.needs in abilities)


def _action(entry: Entry, window: QWidget, perform: Callable[[str], None]) -> QAction:
    action = QAction(told(entry.title), window)
    action.setObjectName(entry.id)
    action.setToolTip(told(entry.title))  # else it is the text, which may quote somebody's words
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    if entry.scope == TEXT:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda *_: perform(entry.id))
    return action
