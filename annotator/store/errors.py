"""What can go wrong with a project file, in sentences a person can act on."""

from annotator.domain.sentence import AnnotatorError, say


class ProjectError(AnnotatorError):
    """A project file cannot be used as asked."""


class ProjectInUseError(ProjectError):
    """Somebody else has the project open for writing."""

    def __init__(self, path: str, owner: str) -> None:
        super().__init__(
            say(
                "{path} is open in {owner}. Close it there, or open it here for reading only.",
                path=path,
                owner=owner,
            )
        )


class ProjectTooNewError(ProjectError):
    """The file was written by a newer version of the program."""

    def __init__(self, path: str) -> None:
        super().__init__(
            say(
                "{path} was written by a newer version of Annotator. It can be read, not changed; "
                "please update the program.",
                path=path,
            )
        )


class NotAProjectError(ProjectError):
    """The file is something else."""


class DamagedProjectError(ProjectError):
    """The file was a project and is damaged."""


class ReadOnlyError(ProjectError):
    """A change was asked of a project that is open for reading only."""

    def __init__(self, path: str) -> None:
        super().__init__(
            say("{path} is open for reading only; nothing was changed.", path=path),
        )


class NotSavedError(ProjectError):
    """The disk, not the program, kept an edit from being saved."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            say(
                "This could not be saved in {path}: {reason}. All that was saved before is safe; "
                "make room or check the disk, then do it again.",
                path=path,
                reason=reason,
            )
        )


class WriteOutsideEditError(RuntimeError):
    """A bug: something wrote to the project without an edit."""
