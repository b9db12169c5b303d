"""The words of the trade: frozen values and their rules. No I/O, no clock, no state."""
