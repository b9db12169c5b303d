"""Collects every sentence of the program into the catalogues and compiles them.

`python tests/translations.py` updates `resources/translations`; `--check` changes nothing and says
what is missing, stale or not compiled (exit code 1).
"""

import datetime as dt
import io
import string
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "resources" / "translations"
KEYWORDS = {"tr": None, "say": None, "trn": (1, 2)}
LANGUAGES = ("fr",)
CLICK = "click"
"""The words that Click puts around ours on the command line: a catalogue kept by hand."""
_SOME_DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def collected() -> Catalog:
    """Every literal given to `tr`, `trn` and `say`."""
    catalog = Catalog(project="Annotator", fuzzy=False)
    found = extract_from_dir(
        ROOT / "annotator", [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
    )
    for name, _, message, _, _ in found:
        catalog.add(message, locations=[(f"annotator/{name}", 1)])
    return catalog


def folder(language: str) -> Path:
    """Where a language's catalogue lies."""
    return FOLDER / language / "LC_MESSAGES"


def read(language: str, name: str = "annotator") -> Catalog:
    """A language's catalogue as it stands; an empty one where there is none."""
    path = folder(language) / f"{name}.po"
    if not path.exists():
        return Catalog(locale=language, project="Annotator", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update(language: str) -> None:
    """Bring a catalogue in line with the program; what has no translation stays empty."""
    catalog = read(language)
    catalog.update(collected(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    folder(language).mkdir(parents=True, exist_ok=True)
    # A date of today would change the files where no sentence has changed.
    catalog.creation_date = catalog.revision_date = _SOME_DAY
    with (folder(language) / "annotator.po").open("wb") as file:
        write_po(file, catalog, no_location=True, omit_header=False, sort_output=True, width=100)
    (folder(language) / "annotator.mo").write_bytes(compiled(catalog))
    (folder(language) / f"{CLICK}.mo").write_bytes(compiled(read(language, CLICK)))


def faults(language: str) -> list[str]:
    """What is missing, stale, not compiled, or has other places for values than the English."""
    catalog, wanted = read(language), {_key(one.id) for one in collected() if one.id}
    known = {_key(one.id): one for one in catalog if one.id}
    found = [f"not in the catalogue: {one}" for one in sorted(wanted - set(known))]
    found += [f"no longer in the program: {one}" for one in sorted(set(known) - wanted)]
    for key, message in known.items():
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if not all(texts):
            found.append(f"not translated: {key}")
        elif any(_places(text) != _places(key) for text in texts):
            found.append(f"other places for values: {key}")
    for name, words in (("annotator", catalog), (CLICK, read(language, CLICK))):
        mo = folder(language) / f"{name}.mo"
        if not mo.exists() or mo.read_bytes() != compiled(words):
            found.append(f"{name}.mo is not made from {name}.po")
    return found


def _key(id: str | tuple[str, ...]) -> str:
    return id if isinstance(id, str) else id[-1]


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def main(arguments: list[str]) -> int:
    """Update, or with `--check` only look."""
    if "--check" not in arguments:
        for language in LANGUAGES:
            update(language)
    problems = [f"{language}: {one}" for language in LANGUAGES for one in faults(language)]
    sys.stdout.write("".join(f"{one}\n" for one in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
