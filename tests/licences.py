"""`just licences`: what the program needs to run, with versions and licences, one a line."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent


def name_of(requirement):
    """A package's name as indexes write it."""
    return re.split(r"[\s<>=!~\[;(]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def wanted():
    """What the program needs to run, with its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    own = {"test", "annotator"}
    needs = [one for extra, ones in extras.items() if extra not in own for one in ones]
    return {name_of(one) for one in (*project["dependencies"], *needs)} - own


def with_all_below(names):
    """These packages and everything they need in turn, as far as it is installed."""
    found, left = set(), set(names)
    while left:
        name = left.pop()
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        found.add(name)
        left |= {name_of(one) for one in needs if "extra ==" not in one} - found
    return found


def licence(name):
    """What a package says about its licence."""
    known = distribution(name).metadata
    told = [known.get("License-Expression") or known.get("License") or ""]
    told += [one for one in known.get_all("Classifier") or () if one.startswith("License ::")]
    return " / ".join(dict.fromkeys(one.splitlines()[0] for one in told if one))


if __name__ == "__main__":
    for package in sorted(with_all_below(wanted())):
        print(f"{package:24} {distribution(package).version:12} {licence(package)}")  # noqa: T201
