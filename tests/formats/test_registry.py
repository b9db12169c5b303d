"""Every format can be named, says what it carries, and is told by its ending."""

from pathlib import Path

import pytest

from annotator.formats import registry
from annotator.formats.format import ASPECTS, STATEMENTS


def test_names_and_endings_belong_to_one_format_each():
    names = [known.name for known in registry.FORMATS]
    told = [known for known in registry.FORMATS if known.read and known.detect is None]
    endings = [ending for known in told for ending in known.endings]
    assert len(set(names)) == len(names)
    assert len(set(endings)) == len(endings)


@pytest.mark.parametrize("known", registry.FORMATS, ids=lambda known: known.name)
def test_a_format_does_what_it_says(known):
    assert registry.named(known.name.upper()) is known
    assert known.carries <= {*ASPECTS, STATEMENTS}
    assert bool(known.reads) == (known.read is not None)
    assert known.writes or not (known.stream or known.carries)
    if known.read and known.detect is None:
        assert registry.detect(Path(f"x{known.endings[0].upper()}")) is known


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(registry.UnknownFormatError, match="txt, "):
        registry.named("nope")
    assert registry.detect(Path("x.nope")) is None
