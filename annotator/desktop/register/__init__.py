"""Speakers, the register and statement cards: whom claims name and where they are said again."""
