"""The panels beside the text, one module each."""
