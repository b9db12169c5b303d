"""The current tables of statement cards."""

CARDS: tuple[str, ...] = (
    """CREATE TABLE statement_card(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    wording TEXT NOT NULL,
    date TEXT NOT NULL,
    occasion TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT""",
    """CREATE TABLE statement_member(
    id INTEGER PRIMARY KEY,
    card INTEGER NOT NULL REFERENCES statement_card(id),
    annotation INTEGER NOT NULL REFERENCES annotation(id),
    relation TEXT NOT NULL,
    UNIQUE(card, annotation)
) STRICT""",
    "CREATE INDEX statement_member_annotation ON statement_member(annotation)",
    """CREATE TABLE statement_refusal(
    id INTEGER PRIMARY KEY,
    one INTEGER NOT NULL REFERENCES annotation(id),
    other INTEGER NOT NULL REFERENCES annotation(id),
    UNIQUE(one, other)
) STRICT""",
    "CREATE INDEX statement_refusal_other ON statement_refusal(other)",
)
"""As SQLite keeps them. A refusal is a pair of claims that were said to be two statements."""
