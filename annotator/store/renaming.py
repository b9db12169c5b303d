"""Naming an edit by what it did, which is known only at its end."""

from annotator.domain.sentence import Sentence
from annotator.store import bodies
from annotator.store.edits import Edit
from annotator.store.project import Project


def rename(project: Project, edit: Edit, name: Sentence) -> None:
    """Give an edit that is still open another name; a finished one keeps its own."""
    edit.name = name
    if edit is project._open and edit.id:
        written = bodies.told(name)
        project.connection.execute("UPDATE edit SET name = ? WHERE id = ?", (written, edit.id))
