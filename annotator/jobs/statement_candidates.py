"""Which claims may report the same statement as one: proposed with reasons, never joined."""

import time
from collections.abc import Collection, Sequence
from pathlib import Path

from annotator.jobs import projects
from annotator.store import claim_texts
from annotator.suggest.sameness import Sameness

_BREATH = 0.0005
"""Seconds between two goes: the window must have its turn."""


def read_claims(path: Path, layers: Sequence[str], coder: str = "") -> Sameness:
    """All claims of a project file that a coder may see, on a connection of its own."""
    project = projects.open_(path, coder, read_only=True)
    try:
        return Sameness(claim_texts.of_layers(project, layers), lambda: time.sleep(_BREATH))
    finally:
        projects.close(project)


def renew_claims(
    claims: Sameness, path: Path, layers: Sequence[str], articles: Collection[str], coder: str = ""
) -> None:
    """Read the claims of some articles anew, as a coder may see them, on an own connection."""
    project = projects.open_(path, coder, read_only=True)
    try:
        claims.renew(articles, list(claim_texts.of_articles(project, layers, articles)))
    finally:
        projects.close(project)
