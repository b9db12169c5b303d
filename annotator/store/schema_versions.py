"""The current tables of codebook versions and of what is to be checked again."""

VERSIONS: tuple[str, ...] = (
    """CREATE TABLE codebook_version(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    note TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    published TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT""",
    """CREATE TABLE recheck(
    id INTEGER PRIMARY KEY,
    annotation INTEGER NOT NULL UNIQUE REFERENCES annotation(id),
    reason TEXT NOT NULL,
    opened INTEGER NOT NULL
) STRICT""",
)
"""As SQLite keeps them."""
