"""Counts over a project, in the shape of `annotator stats --json`."""

from typing import Any

from annotator.store import statistics
from annotator.store.project import Project


def run(project: Project) -> dict[str, Any]:
    """Counts of articles, annotations, links and entries, by set, layer and label."""
    return statistics.counts(project)
