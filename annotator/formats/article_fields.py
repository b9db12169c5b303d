"""Which column or key of somebody's table is the text, the title, the date of an article."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from annotator.domain.article import Metadata, Source
from annotator.domain.dates import iso_date
from annotator.domain.sentence import Sentence, say
from annotator.formats.incoming import IncomingArticle, RefusedFileError

FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "texte", "content", "contenu", "body", "corps", "fulltext", "full_text"),
        *("article_text", "texte_integral", "article_body", "maintext", "raw_text"),
        *("document", "article"),
    ),
    "title": ("title", "titre", "headline", "titre_article", "article_title", "head", "heading"),
    "outlet": (
        *("outlet", "source", "journal", "publication", "media", "newspaper", "source_name"),
        *("support", "publication_name", "periodique", "titre_journal", "publisher"),
    ),
    "author": ("author", "auteur", "authors", "auteurs", "byline", "journalist", "signature"),
    "date": (
        *("date", "published", "publication_date", "date_publication", "pubdate", "pub_date"),
        *("date_de_publication", "published_at", "datetime", "day", "jour", "created_at"),
    ),
    "url": ("url", "link", "lien", "href", "permalink", "uri"),
    "name": (
        *("name", "nom", "id", "doc_id", "docid", "article_id", "filename", "file", "fichier"),
        *("identifiant", "document_id", "no", "numero", "key", "uid"),
    ),
}
"""What columns are called in French and English, the likeliest first."""

NOT_ARTICLES = frozenset(
    (
        *("label", "labels", "spans", "entities", "relations", "tokens", "answer", "annotations"),
        *("fragments", "_input_hash", "start", "end", "denotations", "target"),
    )
)
"""Keys that only annotations have."""


def folded(name: str) -> str:
    """A column's name without case, accents and separators."""
    plain = unicodedata.normalize("NFKD", name.strip().lstrip("\ufeff").casefold())
    return re.sub(r"[\W_]+", "_", "".join(c for c in plain if not unicodedata.combining(c)))


def mapping_of(columns: Sequence[str], wished: Mapping[str, str]) -> dict[str, str]:
    """The column of each field, as wished or by its name.

    Raises:
        RefusedFileError: a wished column is not there, or none holds the text.
    """
    for field, column in wished.items():
        if field not in FIELDS:
            fields = ", ".join(FIELDS)
            raise RefusedFileError(
                say("There is no field “{field}”. Known are: {known}.", field=field, known=fields)
            )
        if column not in columns:
            raise RefusedFileError(_no_column(column, columns))
    free = [column for column in columns if column not in wished.values()]
    by_name = {folded(column): column for column in reversed(free)}
    found = dict(wished)
    for field, names in FIELDS.items():
        known = [by_name[name] for name in names if name in by_name]
        if field not in found and known and known[0] not in found.values():
            found[field] = known[0]
    if "text" not in found:
        raise RefusedFileError(
            say(
                "No column holds the text of the articles; name it with text=COLUMN. There are: "
                "{columns}.",
                columns=", ".join(columns),
            )
        )
    return found


def _no_column(column: str, columns: Sequence[str]) -> Sentence:
    return say(
        "There is no column “{column}”. There are: {columns}.",
        column=column,
        columns=", ".join(columns),
    )


def holds_text(columns: Sequence[str]) -> bool:
    """Whether one of the columns is called like a text, and none as only annotations have it."""
    names = {folded(column) for column in columns}
    return bool(names.intersection(FIELDS["text"])) and not names & NOT_ARTICLES


def article(
    row: Mapping[str, str], mapping: Mapping[str, str], otherwise: str, path: str
) -> IncomingArticle:
    """The article in a row; what has no field of its own is kept as further metadata."""
    text = row[mapping["text"]]
    name = row.get(mapping.get("name", ""), "").strip() or otherwise
    used = set(mapping.values())
    return IncomingArticle(
        name=name,
        text=text,
        source=Source(path=path, newline=_newline(text)),
        metadata=Metadata(
            title=_of(row, mapping, "title"),
            outlet=_of(row, mapping, "outlet"),
            author=_of(row, mapping, "author"),
            date=iso_date(_of(row, mapping, "date")),
            url=_of(row, mapping, "url"),
            extra={key: value for key, value in row.items() if key and key not in used and value},
        ),
    )


def _of(row: Mapping[str, str], mapping: Mapping[str, str], field: str) -> str:
    return row.get(mapping.get(field, ""), "").strip()


def _newline(text: str) -> str:
    pairs = text.count("\r\n")
    alone = text.count("\n") - pairs
    if pairs and alone:
        return "mixed"
    return "crlf" if pairs else "lf" if alone else "none"
