"""Where an export is written: one file, a folder or a zip; it takes its place when it is whole."""

import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from annotator.domain.sentence import AnnotatorError, say
from annotator.domain.system_errors import why
from annotator.formats.format import Shape

_UNSAFE = re.compile(r'[\x00-\x1f<>:"\\|?*\x7f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST = 120
_MIDNIGHT = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip, so that the same export gives the same bytes."""


class OneStream:
    """Standard output, or a file that somebody else opened: one stream and nothing else."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def stream(self) -> BinaryIO:
        """The stream."""
        return self._stream

    def path(self) -> Path:
        """There is none.

        Raises:
            AnnotatorError: always.
        """
        raise AnnotatorError(say("This format cannot be written to standard output; name a file."))

    def file(self, name: str) -> AbstractContextManager[BinaryIO]:
        """There is none.

        Raises:
            AnnotatorError: always.
        """
        raise AnnotatorError(
            say("{name} cannot be written to standard output; name a folder.", name=name)
        )

    def name_of(self, name: str) -> str:
        """The name as it is."""
        return name


class Unfinished:
    """A place beside the one asked for, where everything is written first."""

    def __init__(self, place: Path, shape: Shape) -> None:
        self._beside = place.with_name(f".{place.name}.{os.getpid()}.tmp")
        self._zip: zipfile.ZipFile | None = None
        self._stream: BinaryIO | None = None
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self.files: list[str] = []
        if shape == "folder":
            self._open_folder(place)

    def _open_folder(self, place: Path) -> None:
        if place.suffix.casefold() == ".zip":
            self._zip = zipfile.ZipFile(self._beside, "w", zipfile.ZIP_DEFLATED)
        else:
            self._beside.mkdir(parents=True)

    def stream(self) -> BinaryIO:
        """The one file, to be written in one go."""
        if self._stream is None:
            self._stream = self._beside.open("wb")
        return self._stream

    def path(self) -> Path:
        """Where to write the one file."""
        return self._beside

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """One file of the folder, or of the zip."""
        safe = self.name_of(name)
        self.files.append(safe)
        if self._zip is not None:
            member = zipfile.ZipInfo(safe, _MIDNIGHT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            with self._zip.open(member, "w", force_zip64=True) as file:
                yield file  # type: ignore[misc]
        else:
            place = self._beside / safe
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                yield file

    def name_of(self, name: str) -> str:
        """A name that every file system takes and that no other file has."""
        if name not in self._names:
            self._names[name] = self._free(safe_name(name))
        return self._names[name]

    def _free(self, name: str) -> str:
        path, number, tried = PurePosixPath(name), 1, name
        while tried.casefold() in self._taken:
            number += 1
            tried = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        self._taken.add(tried.casefold())
        return tried

    def settle(self, place: Path) -> None:
        """Put everything in its place."""
        if self._zip is not None:
            self._zip.close()
        if self._stream is not None:
            self._stream.close()
        if self._beside.is_file():
            with self._beside.open("rb+") as file:
                os.fsync(file.fileno())
        elif place.is_dir():
            place.rmdir()  # an empty one; others were refused before
        self._beside.replace(place)

    def discard(self) -> None:
        """Leave nothing behind."""
        if self._zip is not None and self._zip.fp is not None:
            self._zip.fp.close()
            self._zip.fp = None
        if self._stream is not None:
            self._stream.close()
        if self._beside.is_dir():
            shutil.rmtree(self._beside, ignore_errors=True)
        else:
            self._beside.unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """A relative name without what a file system or a reader might take for something else."""
    parts = [_safe_part(part) for part in name.replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part not in {"", ".", ".."}) or "_"


def _safe_part(part: str) -> str:
    cleaned = _UNSAFE.sub("_", part).rstrip(". ") if part not in {".", ".."} else ""
    stem, dot, ending = cleaned.rpartition(".")
    if len(cleaned) > _LONGEST:
        cleaned = f"{stem[: _LONGEST - len(ending)]}{dot}{ending}" if stem else cleaned[:_LONGEST]
    return f"_{cleaned}" if _RESERVED.fullmatch(cleaned) else cleaned


@contextmanager
def opened(place: Path, shape: Shape) -> Iterator[Unfinished]:
    """A place to write; whatever was there is replaced when everything is written, or stays.

    Raises:
        AnnotatorError: it cannot be written, or it is a folder with something in it.
    """
    whole = place.resolve()  # a link stays a link: what it leads to is replaced
    _refuse_full_folder(whole, shape)
    try:
        unfinished = Unfinished(whole, shape)
    except OSError as error:
        raise _unwritable(place, error) from error
    try:
        yield unfinished
        unfinished.settle(whole)
    except OSError as error:
        unfinished.discard()
        raise _unwritable(place, error) from error
    except BaseException:
        unfinished.discard()
        raise


@contextmanager
def whole_file(place: Path) -> Iterator[BinaryIO]:
    """One file to write, that takes its place when it is complete and on the disk.

    Raises:
        AnnotatorError: it cannot be written.
    """
    with opened(place, "stream") as unfinished:
        yield unfinished.stream()


def _refuse_full_folder(place: Path, shape: Shape) -> None:
    if not place.is_dir():
        if shape == "folder" and place.exists() and place.suffix.casefold() != ".zip":
            raise AnnotatorError(say("{path} is a file; name a new folder.", path=place))
        return
    if shape != "folder" or place.suffix.casefold() == ".zip":
        raise AnnotatorError(say("{path} is a folder; name a file in it.", path=place))
    if any(place.iterdir()):
        raise AnnotatorError(
            say("{path} is a folder with something in it; name a new one.", path=place)
        )


def _unwritable(place: Path, error: OSError) -> AnnotatorError:
    return AnnotatorError(say("{path} cannot be written: {reason}.", path=place, reason=why(error)))
