"""The article in the window: its heading, its text with passages, and what is done with it."""
