"""Where resources and seeds lie, in a wheel and in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `resources` or `seeds`: packed into the wheel, or beside the package."""
    packed = _PACKAGE / f"_{name}"
    return packed if packed.is_dir() else _PACKAGE.parent / name


def resource(*parts: str) -> Path:
    """A file or folder below `resources`."""
    return folder("resources").joinpath(*parts)
