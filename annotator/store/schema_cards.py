"""The current tables of statement cards."""

CARDS: tuple[str, ...] = ()
"""As SQLite keeps them."""
