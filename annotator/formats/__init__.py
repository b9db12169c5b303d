"""Other programs' files to and from domain values, one module a format."""
