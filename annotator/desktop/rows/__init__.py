"""Item models: what lists show, fetched from the project in small portions."""
