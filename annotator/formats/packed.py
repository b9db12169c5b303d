"""Zip files that somebody sent: members are read into memory within limits, never unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.sentence import say
from annotator.formats.incoming import RefusedFileError

if TYPE_CHECKING:
    from lxml import etree

MOST_BYTES = 200_000_000
MOST_MEMBERS = 200_000
_RATIO = 300
_SMALL = 1_000_000


class Packed:
    """An open zip file."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = [info.filename for info in archive.infolist() if not info.is_dir()]

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """The bytes of a member.

        Raises:
            RefusedFileError: it is missing, damaged, encrypted, too large or a bomb.
        """
        try:
            info = self._archive.getinfo(name)
            _refuse_bomb(info)
            with self._archive.open(info) as member:
                data = member.read(MOST_BYTES + 1)
        except KeyError as error:
            raise RefusedFileError(say("The file holds no {name}.", name=name)) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            raise RefusedFileError(say("{name} in it cannot be read.", name=name)) from error
        if len(data) > MOST_BYTES:
            raise _too_large(name)
        return data

    def xml(self, name: str) -> etree._Element:
        """The root of an XML member; entities and declarations of types are refused.

        Raises:
            RefusedFileError: it is missing or is no XML.
        """
        return xml(self.read(name), name)


def _refuse_bomb(info: zipfile.ZipInfo) -> None:
    grows = info.file_size > _SMALL and info.file_size > _RATIO * max(1, info.compress_size)
    if grows or info.file_size > MOST_BYTES:
        raise _too_large(info.filename)


def _too_large(name: str) -> RefusedFileError:
    return RefusedFileError(say("{name} in it is too large; nothing of it was read.", name=name))


@contextmanager
def opened(path: Path) -> Iterator[Packed]:
    """A zip file to read from.

    Raises:
        RefusedFileError: it is no zip file, or has far too many members.
        OSError: it cannot be read.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise RefusedFileError(say("The file is no zip file, or it is damaged.")) from error
    with archive:
        if len(archive.infolist()) > MOST_MEMBERS:
            raise RefusedFileError(say("The file has too many members to be what it says."))
        yield Packed(archive)


def xml(data: bytes, name: str, *, with_types: bool = False) -> etree._Element:
    """The root of an XML document that may declare no entities, and no types unless said so.

    Raises:
        RefusedFileError: it is no XML, or declares types.
    """
    from lxml import etree  # noqa: PLC0415 - slow to load, and few need it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    declares = b"<!DOCTYPE" in data[:4096] and not with_types
    if declares or b"<!ENTITY" in data[:65536]:
        raise RefusedFileError(say("{name} declares types of its own; that is refused.", name=name))
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise RefusedFileError(say("{name} is no whole XML.", name=name), line) from error
