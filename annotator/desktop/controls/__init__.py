"""What panels, popups, dialogs and the start page share: the look and small widgets."""
