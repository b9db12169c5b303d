"""Where project files lie: what is there already, and folders that others reach too.

On a network drive several machines write one file, and a program that synchronises a folder copies
a project's files one after the other. There a project is kept in another way (see `opening`).
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.domain.sentence import say
from annotator.store.errors import ProjectError

MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux tells what is mounted; its fields are those of proc_pid_mountinfo(5)."""
_REMOTE = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "vboxsf", "drvfs", "davfs", "ceph"),
        *("fuse.sshfs", "fuse.davfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.glusterfs"),
        *("fuse.s3fs", "fuse.vmhgfs-fuse", "prl_fs"),
    }
)
_SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud")
"""How folders are called that such programs look after; some add the name of an office."""
_ALSO_SYNCHRONISED = frozenset({"owncloud", "cloudstorage", "mobile documents", "pclouddrive"})
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of winbase.h
_LOCAL_FLAG, _FLAGS_AT = 0x1000, 64  # MNT_LOCAL and f_flags in struct statfs of sys/mount.h


def refuse_taken(path: Path) -> None:
    """Overwrite nothing.

    Raises:
        ProjectError: there is a file already.
    """
    if path.exists():
        raise ProjectError(say("{path} is there already; it was left as it is.", path=path))


def clear(path: Path) -> None:
    """Take a project file away that nobody wants, with what lies beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def is_shared(path: Path) -> bool:
    """Whether others may write in the same place, or a program copies what lies there."""
    whole = path.absolute()
    return is_remote(whole) or is_synchronised(whole, os.environ)


def is_synchronised(path: Path, environment: Mapping[str, str]) -> bool:
    """Whether a program keeps this folder alike on several machines."""
    names = [parent.name.casefold() for parent in path.parents]
    if any(name.startswith(_SYNCHRONISED) or name in _ALSO_SYNCHRONISED for name in names):
        return True
    roots = [Path(environment[name]) for name in _VARIABLES if environment.get(name)]
    return any(path.is_relative_to(root) for root in (*roots, *_of_dropbox(environment)))


def _of_dropbox(environment: Mapping[str, str]) -> Iterator[Path]:
    """The folders that Dropbox names in its own file; they may be called anything."""
    homes = [Path(environment[name]) for name in ("APPDATA", "LOCALAPPDATA") if name in environment]
    files = [home / "Dropbox" / "info.json" for home in homes]
    if "HOME" in environment:
        files.append(Path(environment["HOME"]) / ".dropbox" / "info.json")
    for file in files:
        try:
            found = json.loads(file.read_bytes())
        except (OSError, ValueError, RecursionError):
            continue
        accounts = found.values() if isinstance(found, dict) else ()
        paths = [account.get("path") for account in accounts if isinstance(account, dict)]
        yield from [Path(path) for path in paths if isinstance(path, str)]


def is_remote(path: Path) -> bool:
    """Whether a path lies on another machine, as far as the system tells."""
    if sys.platform == "win32":
        return path.drive.startswith("\\\\") or _is_remote_drive(path)
    if sys.platform == "darwin":
        return _is_remote_on_a_mac(path)
    return _kind_of_mount(path) in _REMOTE


def _is_remote_drive(path: Path) -> bool:
    import ctypes  # noqa: PLC0415 - only one system needs it

    asked: Any = ctypes
    return bool(asked.windll.kernel32.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE)


def _is_remote_on_a_mac(path: Path) -> bool:
    import ctypes  # noqa: PLC0415 - only one system needs it

    told, library = ctypes.create_string_buffer(4096), ctypes.CDLL(None)
    # Where there are two, the one without the ending fills an older structure.
    ask = getattr(library, "statfs$INODE64", None) or library.statfs
    if ask(os.fsencode(path.parent), told) != 0:
        return False
    return not int.from_bytes(told.raw[_FLAGS_AT : _FLAGS_AT + 4], sys.byteorder) & _LOCAL_FLAG


def _kind_of_mount(path: Path) -> str:
    """The file system in which a path lies; nothing where the system does not tell."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    real, best, kind = path.resolve(), -1, ""
    for line in lines:
        place, _, rest = line.partition(" - ")
        if len(fields := place.split(" ")) < 5 or not rest:  # noqa: PLR2004 - the fifth is the place
            continue
        mounted = Path(_unescaped(fields[4]))
        if len(mounted.parts) >= best and real.is_relative_to(mounted):
            best, kind = len(mounted.parts), rest.split(" ")[0]
    return kind


def _unescaped(field: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, sign)
    return field
