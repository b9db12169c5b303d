"""Dialogs: the few windows that stand before the window, none in the flow of labelling."""
