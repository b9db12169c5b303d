"""What the program rests on: everything is used, pinned with its checksum, and may be used."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.licences import licence, wanted, with_all_below

ROOT = Path(__file__).parent.parent.parent
LOCK = ROOT / ".ci" / "lock.txt"
NO_IMPORT = {
    "lxml-html-clean": "trafilatura parses with it and does not say so",
}
"""Needed at run time though nothing of ours imports them, and why."""
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|HPND|0BSD|Zlib|"
    r"LGPL|Lesser General Public|Public Domain|any-OSI",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(
    r"AGPL|Affero|(?<!L)GPL(?!-compatible)|(?<!Lesser )General Public", re.IGNORECASE
)
EITHER = {"pyside6-essentials", "shiboken6", "tld"}
"""Offered under several licences; the LGPL is chosen, or the MPL."""


def nodes():
    """Every piece of the program's sources."""
    for source in (ROOT / "annotator").rglob("*.py"):
        yield from ast.walk(ast.parse(source.read_text(encoding="utf-8")))


def imported():
    """The modules that the program's sources import, by their first name."""
    names = set()
    for node in nodes():
        if isinstance(node, ast.Import):
            names |= {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def named():
    """Every string in the sources: a format names what it needs by hand."""
    strings = (node.value for node in nodes() if isinstance(node, ast.Constant))
    return {one for one in strings if isinstance(one, str)}


def test_every_dependency_is_imported_somewhere():
    ours, by_module = imported() | named(), packages_distributions()
    used = {
        package.lower().replace("_", "-")
        for module, packages in by_module.items()
        if module in ours
        for package in packages
    }
    assert wanted() - used - set(NO_IMPORT) == set()


def test_what_is_imported_comes_with_the_program():
    """What only the tests install would be missing on the machine of whoever installs it."""
    by_module, there = packages_distributions(), with_all_below(wanted())
    foreign = imported() - sys.stdlib_module_names - {"annotator"}
    missing = {
        name
        for name in foreign
        if not {one.lower().replace("_", "-") for one in by_module.get(name, ())} & there
    }
    assert missing == set()


@pytest.mark.parametrize("name", sorted(with_all_below(wanted())))
def test_its_licence_allows_our_use(name):
    told = licence(name)
    assert ALLOWED.search(told), f"{name}: {told or 'no licence is named'}"
    assert name in EITHER or not FORBIDDEN.search(told), f"{name}: {told}"


def locked():
    """Names and versions of the lock, with how many checksums each has."""
    found = {}
    for block in re.split(r"\n(?=\S)", LOCK.read_text(encoding="utf-8")):
        if pinned := re.match(r"([A-Za-z0-9._-]+)==(\S+)", block):
            name = pinned[1].lower().replace("_", "-").replace(".", "-")
            found[name] = (pinned[2], block.count("--hash=sha256:"))
    return found


def test_the_lock_pins_everything_with_checksums_and_names_no_address():
    text = LOCK.read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(?:extra-)?index|--find-links", text)
    found = locked()
    assert all(checksums for _, checksums in found.values())
    assert with_all_below(wanted()) - {"annotator"} <= set(found)


def test_the_lock_and_the_constraints_agree():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if "==" in line)
    found = locked()
    for name, version in pins.items():
        plain = name.lower().replace("_", "-").replace(".", "-")
        if plain in found:
            assert found[plain][0] == version, name
