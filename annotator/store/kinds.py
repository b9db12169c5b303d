"""Every kind of record this version knows, and how it enters the current tables."""

from collections.abc import Mapping

from annotator.store import (
    annotations,
    articles,
    assignments,
    codebooks,
    coders,
    comments,
    decisions,
    entries,
    links,
    rechecks,
    statements,
    states,
    versions,
)
from annotator.store.project import Kind

KINDS: Mapping[str, Kind] = {
    **coders.KINDS,
    **codebooks.KINDS,
    **versions.KINDS,
    **articles.KINDS,
    **entries.KINDS,
    **annotations.KINDS,
    **links.KINDS,
    **statements.KINDS,
    **states.KINDS,
    **comments.KINDS,
    **decisions.KINDS,
    **assignments.KINDS,
    **rechecks.KINDS,
}
"""In an order in which records may be made: those that others refer to come first."""

_OF_TEAMWORK = (versions, statements, comments, decisions, assignments, rechecks)
SINCE: Mapping[str, int] = {kind: 3 for noun in _OF_TEAMWORK for kind in noun.KINDS}
"""The version of the file that first had tables for a kind of record, where that is not 1.

An older program keeps events of kinds it does not know; their tables are filled later.
"""
