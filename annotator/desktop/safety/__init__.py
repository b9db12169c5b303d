"""Backups, saving that fails, checks, and errors told in a sentence."""
