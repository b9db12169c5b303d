"""Keys as they are written on caps."""

import pytest

from annotator.desktop.controls.keycaps import caps


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("s", [["S"]]),
        ("+", [["+"]]),
        ("Ctrl++", [["Ctrl", "+"]]),
        ("Ctrl+Z Ctrl+Y", [["Ctrl", "Z"], ["Ctrl", "Y"]]),
        ("[ ]", [["["], ["]"]]),
        ("Shift+Left", [["Shift", "←"]]),
        ("", []),
    ],
)
def test_keys_become_caps(keys, expected):
    assert caps(keys) == expected
