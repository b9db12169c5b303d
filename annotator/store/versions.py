"""Published versions of the codebook: each kept whole, with a note and a checksum."""

from dataclasses import replace
from typing import NamedTuple

from annotator.domain.codebook import Codebook
from annotator.domain.sentence import AnnotatorError, say
from annotator.store import bodies, codebooks
from annotator.store.bodies import Body
from annotator.store.ids import id_of
from annotator.store.project import Kind, Project

_KIND = "codebook_version"
_SHORT = 7
"""Characters of the checksum in the name of a version that nobody has published."""


class Published(NamedTuple):
    """A published version; `at` is when, in UTC, `sha256` that of its contents."""

    id: str
    version: str
    note: str
    sha256: str
    at: str


def checksum(codebook: Codebook) -> str:
    """SHA-256, in hexadecimal, over all a codebook says but the name of its version.

    It is taken over JSON with sorted keys and no spaces, in UTF-8.
    """
    # Nothing that the window's first picture shows needs it.
    import hashlib  # noqa: PLC0415

    written = bodies.written(replace(codebook, version=""))
    return hashlib.sha256(written.encode()).hexdigest()


def publish(project: Project, version: str, note: str) -> Published:
    """Make the codebook as it stands a version of this name.

    Raises:
        AnnotatorError: there is a version of this name, or nothing changed since the last one.
    """
    known = everyone(project)
    if not version.strip():
        raise AnnotatorError(say("A version needs a name, such as 1.1.0."))
    if any(one.version == version for one in known):
        raise AnnotatorError(say("There is a version {version} already.", version=version))
    book = replace(codebooks.current(project), version=version)
    if known and known[-1].sha256 == checksum(book):
        raise AnnotatorError(
            say("Nothing has changed since version {version}.", version=known[-1].version)
        )
    codebooks.put_head(project, book)
    return _keep(project, book, note)


def begin(project: Project) -> None:
    """Keep the codebook that a project starts with as its first version, inside an edit."""
    book = codebooks.current(project)
    if book.layers and not everyone(project):
        _keep(project, book, "")


def _keep(project: Project, book: Codebook, note: str) -> Published:
    sha256 = checksum(book)
    # The same version has the same id in everybody's project: merged, it is one.
    made = Published(id_of(_KIND, book.version, sha256), book.version, note, sha256, "")
    body = {"version": made.version, "note": note, "sha256": made.sha256, "codebook": book}
    project.record(_KIND, made.id, body)
    return made


def everyone(project: Project) -> list[Published]:
    """All versions, the oldest first."""
    rows = project.rows(
        "SELECT uuid, version, note, sha256, published FROM codebook_version ORDER BY published, id"
    )
    return [Published(*row) for row in rows]


def codebook_of(project: Project, version: str) -> Codebook:
    """The whole codebook of a version, by its id.

    Raises:
        KeyError: there is no such version.
    """
    body = project.value("SELECT body FROM codebook_version WHERE uuid = ?", (version,))
    if body is None:
        raise KeyError(version)
    return bodies.whole_codebook(bodies.read(body))


def working(project: Project, codebook: Codebook) -> str:
    """What the codebook as it stands is called in annotations.

    A published one by its version; one that was changed since by that and the start of its
    checksum, as in `1.0.0+3f2a91c`.
    """
    known = {one.version: one.sha256 for one in everyone(project)}
    own = checksum(codebook)
    if known.get(codebook.version, own) == own:
        return codebook.version
    return f"{codebook.version}+{own[:_SHORT]}"


def _apply(project: Project, target: str, body: Body, at: str) -> None:
    project.connection.execute(
        "INSERT INTO codebook_version(uuid, version, note, sha256, published, body) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(uuid) DO UPDATE SET version = excluded.version, "
        "note = excluded.note, sha256 = excluded.sha256, published = excluded.published, "
        "body = excluded.body",
        (
            target,
            body["version"],
            body["note"],
            body["sha256"],
            at,
            bodies.written(body["codebook"]),
        ),
    )


def _drop(project: Project, target: str) -> None:
    project.connection.execute("DELETE FROM codebook_version WHERE uuid = ?", (target,))


KINDS = {_KIND: Kind(_apply, _drop)}
