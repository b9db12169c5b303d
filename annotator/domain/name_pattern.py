"""Patterns of file names: `{outlet}_{date}_{title}` tells what the parts of a name are."""

import re
from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.article import Metadata
from annotator.domain.dates import iso_date
from annotator.domain.sentence import AnnotatorError, say

FIELDS = ("title", "outlet", "author", "date", "url")
"""Parts with a field of their own; a part of any other name becomes further metadata."""

_PART = re.compile(r"\{([^{}]*)\}")
_SPACED = re.compile(r"[_+]+")
_LONGEST = 200


class NamePattern:
    """A pattern, ready to be asked. A part without a name, `{}`, is passed over."""

    def __init__(self, pattern: str) -> None:
        """Read a pattern.

        Raises:
            AnnotatorError: it has no part, a part twice, two parts that touch, or a stray brace.
        """
        names = [name.strip() for name in _PART.findall(pattern)]
        between = _PART.split(pattern)[::2]
        named = [name for name in names if name]
        if (
            not names
            or len(pattern) > _LONGEST
            or len(set(named)) < len(named)
            or not all(between[1:-1])
            or any(sign in part for part in between for sign in "{}")
        ):
            raise AnnotatorError(
                say(
                    "“{pattern}” is no pattern of file names. Write for instance "
                    "{example}: each part once, with a sign between.",
                    pattern=pattern,
                    example="{outlet}_{date}_{title}",
                )
            )
        self._names = names
        last = len(names) - 1
        # Each part ends at the first sign that follows it, so nothing is ever tried twice.
        parts = [
            f"({'.+' if at == last and not between[-1] else '.+?'})" for at, _ in enumerate(names)
        ]
        self._pattern = re.compile(
            "".join(
                re.escape(text) + part for text, part in zip(between, [*parts, ""], strict=True)
            ),
            re.DOTALL,
        )

    def parts(self, stem: str) -> dict[str, str]:
        """What the parts of a name without its ending are; nothing where it does not fit."""
        found = self._pattern.fullmatch(stem[:_LONGEST])
        if found is None:
            return {}
        pairs = zip(self._names, found.groups(), strict=True)
        return {name: value.strip() for name, value in pairs if name and value.strip()}

    def metadata(self, stem: str, otherwise: Metadata) -> Metadata:
        """What a name tells, before what was known without it."""
        parts = self.parts(stem)
        own = {key: _SPACED.sub(" ", parts.pop(key)) for key in FIELDS if key in parts}
        if "date" in own:
            own["date"] = iso_date(own["date"].replace(" ", "-"))
        return replace(otherwise, **own, extra=_with(otherwise.extra, parts))


def _with(extra: Mapping[str, str], parts: Mapping[str, str]) -> dict[str, str]:
    return {**extra, **{key: _SPACED.sub(" ", value) for key, value in parts.items()}}
