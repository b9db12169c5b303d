"""Commands without a window: what the window does with files, on a machine with no screen."""
