"""What a turn of the wheel or a stroke on a touchpad means."""

from PySide6.QtGui import QWheelEvent

_NOTCH = 120
_LINES = 3


class Wheel:
    """Adds up the small steps of fine wheels."""

    def __init__(self) -> None:
        self._angle = 0
        self._rest = 0.0

    def pixels(self, event: QWheelEvent, line: float) -> int:
        """How far the text moves up, in whole pixels; three lines of this height a notch."""
        if not event.pixelDelta().isNull():
            return -event.pixelDelta().y()
        wanted = self._rest - event.angleDelta().y() / _NOTCH * _LINES * line
        self._rest = wanted - round(wanted)
        return round(wanted)

    def notches(self, event: QWheelEvent) -> int:
        """Whole notches since the last ones, up positive; capped to one step."""
        self._angle += event.angleDelta().y()
        if abs(self._angle) < _NOTCH:
            return 0
        step = 1 if self._angle > 0 else -1
        self._angle = 0
        return step
