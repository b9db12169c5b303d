"""The current tables of review: comments, decisions, assignments, reveals."""

REVIEW: tuple[str, ...] = ()
"""As SQLite keeps them."""
