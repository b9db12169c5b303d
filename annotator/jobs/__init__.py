"""What window and command line both do with a project. No Qt, no printing."""
