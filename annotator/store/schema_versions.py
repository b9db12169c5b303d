"""The current tables of codebook versions and of what is to be checked again."""

VERSIONS: tuple[str, ...] = ()
"""As SQLite keeps them."""
