"""Why the system refuses a file: in our own words where the reason is a common one."""

import errno

from annotator.domain.sentence import Sentence, say

_COMMON = {
    errno.ENOENT: say("there is no such file"),
    errno.EACCES: say("the rights to it are missing"),
    errno.EPERM: say("the rights to it are missing"),
    errno.EISDIR: say("it is a folder"),
    errno.ENOTDIR: say("a part of its path is no folder"),
    errno.EEXIST: say("there is one already"),
    errno.ENOSPC: say("the disk is full"),
    getattr(errno, "EDQUOT", errno.ENOSPC): say("the disk is full"),  # not everywhere
    errno.EROFS: say("the disk can only be read"),
    errno.EIO: say("the disk reports an error"),
    errno.ENAMETOOLONG: say("its name is too long"),
    errno.EMFILE: say("too many files are open"),
    errno.ELOOP: say("its links lead in a circle"),
}


def why(error: BaseException) -> Sentence:
    """The reason of an error of the system or of SQLite, to stand within a sentence."""
    number = getattr(error, "errno", None)
    known = _COMMON.get(number) if isinstance(number, int) else None
    return known or say("{reason}", reason=getattr(error, "strerror", None) or str(error))
