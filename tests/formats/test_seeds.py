"""The demo articles: the hard things they are there for are really in their bytes."""

import re
import unicodedata

import pytest

from annotator.assets import folder

BOM = b"\xef\xbb\xbf"
ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def everything() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder("seeds").iterdir())}


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def texts() -> dict[str, str]:
    """The articles as people would read them."""
    return {
        name: data.decode("utf-8-sig" if is_utf8(data) else "cp1252").replace("\r\n", "\n")
        for name, data in everything().items()
    }


def having(pattern: str) -> list[str]:
    """The numbers of the articles a pattern is found in."""
    return [name[:3] for name, text in texts().items() if re.search(pattern, text)]


def test_the_names_are_those_of_the_researchers_with_gaps_in_the_numbers():
    names = list(everything())
    assert len(names) >= 16
    assert all(re.fullmatch(r"\d{3}_[0-9a-f]{16}\.txt", name) for name in names)
    numbers = [int(name[:3]) for name in names]
    assert len(set(numbers)) == len(numbers)
    assert numbers != list(range(len(numbers)))


def test_every_article_begins_with_its_month_and_more():
    for text in texts().values():
        assert re.match(r" date 20\d\d-\d\d \S.{10,}\n\n+\S", text), text[:60]


def test_one_is_cp1252_one_has_a_byte_order_mark_and_one_has_windows_line_ends():
    articles = everything()
    windows = [data for data in articles.values() if not is_utf8(data)]
    assert len(windows) == 1
    assert set("“”’œ€") <= set(windows[0].decode("cp1252"))
    assert sum(data.startswith(BOM) for data in articles.values()) == 1
    crlf = [data for data in articles.values() if b"\r" in data]
    assert len(crlf) == 1
    assert crlf[0].count(b"\r\n") == crlf[0].count(b"\n") == crlf[0].count(b"\r")


def test_three_are_english_and_the_others_french():
    english = having(r"\bthe\b.*\bsaid\b")
    assert len(english) == 3
    assert set(having(r"\b(?:le|la)\b.*\bde\b")) >= {name[:3] for name in texts()} - {*english}


def test_lengths_are_those_of_dispatches_and_one_is_two_sentences():
    counts = sorted(len(text.split()) for text in texts().values())
    assert counts[0] < 60
    assert all(250 <= count <= 500 for count in counts[1:])


@pytest.mark.parametrize(
    "pattern",
    [
        "«[^ \u00a0\u202f][^»]*[^ \u00a0\u202f]»",
        "« [^»]* »",
        "«\u00a0[^»]*\u00a0»",
        "«\u202f[^»]*\u202f»",
        "“[^”«»]*”",
        "“[^”“]*»",
        "«[^»“]*“[^»”]*”[^»“]*»",
        r"\[\.\.\.\]",
        "«[^»]*«",
        "«[^»]*, a-t-(?:il|elle) (?:noté|reconnu), [^«]*»",
        "»?, a-t-(?:il|elle) ajouté",
        r"a (?:précisé|indiqué|assuré) que",
        r"\b[Ss]elon (?!lui|elle)",
        r"[Uu]n «\w+»",
        r"\((?:Noria|AMI|Boréale)\)\n*$",
        r"\bEtats?\b",
        r"\bA l'",
        "Jean-Marc",
        "Jean Marc",
        r"\b(?:Elle|Il) (?:a|est|exige|dément)\b",
        "source proche du dossier",
        r"est accusée? (?:par|de)",
        "soupçonnée d'avoir",
        "[\u00a0\u202f][;:!?]",
        "\n\nUn banc, trois morts, deux récits\n\n",
        r"\n{4,}",
        r"[^\n]\n{4,}$",
        r"citant l’agence AMI",
    ],
)
def test_each_hard_thing_is_somewhere(pattern):
    assert having(pattern)


def test_a_letter_with_a_combining_accent_is_there_and_composed_ones_too():
    mixed = [
        text
        for text in texts().values()
        if "e\u0301" in text and unicodedata.normalize("NFC", text) != text and "é" in text
    ]
    assert len(mixed) == 1


def test_emoji_stand_before_other_words_in_two_articles():
    found = [text for text in texts().values() if ASTRAL.search(text)]
    assert len(found) == 2
    assert all(ASTRAL.split(text)[-1].strip(" ».\n") for text in found)


def test_both_apostrophes_stand_in_one_article():
    assert "018" in having("'")
    assert "018" in having("’")


def test_one_statement_comes_back_in_many_articles_and_another_is_contradicted():
    assert len(having("(?i)avec ou sans l.accord de Tarsk")) >= 5
    assert having("sera saisi")
    assert having("remorquer")
    assert having("n’a jamais bloqué|dément avoir jamais bloqué")


def test_a_past_event_is_told_in_other_words_elsewhere():
    assert len(having(r"Constance")) >= 5
    assert having("trois marins valdériens avaient trouvé la mort")
    assert having("trois hommes avaient péri")
