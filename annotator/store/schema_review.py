"""The current tables of review: comments, decisions, assignments, reveals."""

REVIEW: tuple[str, ...] = (
    # A thread is named by its first comment's id and not by its row: of two comments, either may
    # have the newer version, and so be read first.
    """CREATE TABLE comment(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article(id),
    author INTEGER NOT NULL REFERENCES coder(id),
    thread TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    words TEXT NOT NULL,
    resolved INTEGER NOT NULL,
    created TEXT NOT NULL,
    CHECK(0 <= start AND start <= end)
) STRICT""",
    "CREATE INDEX comment_place ON comment(article, start)",
    "CREATE INDEX comment_thread ON comment(thread)",
    """CREATE TABLE decision(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article(id),
    gold INTEGER NOT NULL REFERENCES annotation_set(id),
    layer TEXT NOT NULL,
    choice TEXT NOT NULL,
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    made TEXT NOT NULL,
    seen TEXT NOT NULL,
    created TEXT NOT NULL
) STRICT""",
    "CREATE INDEX decision_place ON decision(gold, article)",
    """CREATE TABLE assignment(
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article(id),
    coder INTEGER NOT NULL REFERENCES coder(id),
    blind INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    created TEXT NOT NULL,
    UNIQUE(article, coder)
) STRICT""",
    "CREATE INDEX assignment_coder ON assignment(coder, article)",
    """CREATE TABLE reveal(
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL UNIQUE REFERENCES article(id),
    at TEXT NOT NULL
) STRICT""",
)
"""As SQLite keeps them."""
