"""What appears over the text for a moment: pickers, palette, cheat sheet, notices."""
