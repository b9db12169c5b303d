"""What several people do in one project."""
