"""Annotator: label news articles by hand."""
