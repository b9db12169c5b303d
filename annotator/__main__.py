"""The front door: a command word leads to the command line, everything else to the window.

Both are imported only when they are wanted: the window brings Qt, and the command line words its
help while it is imported, in the language chosen here.
"""
# ruff: noqa: PLC0415

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator.words import speak


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with the words of the command line; its exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    if words == ["--version"]:
        # Scripts ask for it often; the rest of the command line need not be read for it.
        from importlib.metadata import version

        sys.stdout.write(f"annotator {version('annotator')}\n")
        return 0
    speak(language_of(os.environ))
    if words and words[0] == "screenshot":
        from annotator.desktop import entry

        return entry.screenshot(words[1:])
    if is_for_window(words):
        from annotator.desktop import entry

        return entry.main(words)
    from annotator.cli import commands

    return commands.main(words)


def is_for_window(words: Sequence[str]) -> bool:
    """Whether the words ask for the window: none, or a path.

    A command word wins over a file of that name, which `./new` reaches; a bare word that is no
    file is taken for a mistyped command.
    """
    if not words:
        return True
    first = words[0]
    if first.startswith("-") or first in _COMMANDS:
        return False
    path = Path(first)
    return bool(path.suffix) or len(path.parts) > 1 or first.startswith(".") or path.exists()


_COMMANDS = (
    *("new", "import", "export", "formats", "stats", "check", "agreement", "diff", "merge"),
    *("report", "backup", "restore", "salvage", "rescue", "rebuild", "register"),
)


def language_of(environment: Mapping[str, str]) -> str:
    """`fr` where the system speaks French, else `en`."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "fr" if value.casefold().startswith("fr") else "en"
    return "en"


if __name__ == "__main__":
    sys.exit(main())
