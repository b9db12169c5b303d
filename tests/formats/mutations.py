# ruff: noqa: S608 - tables of files that are made for the tests
"""Files as a damaged disk, a careless program or a hostile person leaves them."""

import copy
import io
import json
import re
import sqlite3
import warnings
import zipfile

LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(8))
    + b"]>"
)
_ODD_NUMBERS = (b"9" * 40, b"-1", b"1e400", b"9223372036854775808", b"0.5", b"NaN", b"1" * 5000)
_ODD_WORDS = (
    *(b"\x00", b"\xed\xa0\x80", b"\\ud800", b"&#xD800;", b"&#0;", b"\xef\xbb\xbf", b"\xff\xfe"),
    *(
        "\u2028\x85\x0b\x0c".encode(),
        "\u202e🏳️‍🌈e\u0301".encode(),
        b"\r",
        b"\r\n",
        b"\t",
        b'"',
        b"'",
    ),
    *(b"\\", b"|", b";", b"%s%n", b"{}", b"{0}", b"[1]", b"__class__", b"../../x", b"]]>"),
)
_DEEP = (b"[", b'{"a":', b"<a>", b"(", b"{\\b ", b"<div>", b"<w:p>")
_ODD_VALUES = (
    *(None, True, 0, -1, 2**70, 1.5, 1e300, "", "x", "\ud800", "\x00", [], {}, [[]], [None]),
    *({"a": {"b": [1, "c"]}}, [{}], ["x", 1], "9" * 30, "2024-13-45", "🚢"),
)
_ODD_CELLS = (None, -1, 2**62, 1.5, "", "x", b"\xff\x00", "9" * 400, "🚢\x00é", 0)


def mutated(data, random):
    """Some bytes changed in one of many ways, as `random` chooses."""
    if data[:2] == b"PK" and random.random() < 0.85:
        return _zip(data, random)
    return random.choice(_BYTES)(data, random)


def mutate_database(path, random):
    """Change some cells or tables of a database in its place."""
    if random.random() < 0.3:
        path.write_bytes(random.choice((_flipped, _cut, _doubled))(path.read_bytes(), random))
        return
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    tables = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    try:
        for _ in range(random.randint(1, 6)):
            _spoil_table(connection, random.choice(tables), random)
        connection.commit()
    except sqlite3.Error:
        connection.rollback()
    finally:
        connection.close()


def _spoil_table(connection, table, random):
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    if random.random() < 0.1:
        connection.execute(f'ALTER TABLE "{table}" RENAME TO "{table}_"')
        connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM "{table}_"')
    elif random.random() < 0.1:
        connection.execute(f'DROP TABLE "{table}"')
    elif columns:
        column = random.choice(columns)
        where = "" if random.random() < 0.5 else " WHERE rowid % 2 = 0"
        sql = f'UPDATE OR IGNORE "{table}" SET "{column}" = ?{where}'
        connection.execute(sql, (random.choice(_ODD_CELLS),))


# ---------------------------------------------------------------------- bytes


def _place(data, random):
    return random.randrange(len(data) + 1)


def _flipped(data, random):
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20))):
        if made:
            made[random.randrange(len(made))] = random.randrange(256)
    return bytes(made)


def _cut(data, random):
    first, last = sorted((_place(data, random), _place(data, random)))
    return data[:first] if random.random() < 0.6 else data[:first] + data[last:]


def _doubled(data, random):
    first, last = sorted((_place(data, random), _place(data, random)))
    return data[:last] + data[first:last] * random.choice((1, 2, 30)) + data[last:]


def _huge_number(data, random):
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return _flipped(data, random)
    found = random.choice(numbers)
    return data[: found.start()] + random.choice(_ODD_NUMBERS) + data[found.end() :]


def _odd_words(data, random):
    for _ in range(random.choice((1, 3))):
        at = _place(data, random)
        data = data[:at] + random.choice(_ODD_WORDS) + data[at:]
    return data


def _lying(data, random):
    text = data.decode("utf-8", "replace")
    encoding = random.choice(("utf-16-le", "utf-16-be", "latin-1", "cp037", "utf-7", "utf-32-le"))
    mark = random.choice((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00"))
    return mark + text.encode(encoding, "replace")


def _deep(data, random):
    at = _place(data, random) if random.random() < 0.7 else 0
    return data[:at] + random.choice(_DEEP) * random.choice((200, 5000, 100_000)) + data[at:]


def _entities(data, random):
    outside = (
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM "file:///x">]>'
    )
    head = random.choice(
        (LAUGHS, outside, b"<!ENTITY a 'b'>", LAUGHS.replace(b"<!", b" " * 70000 + b"<!", 1))
    )
    declared = re.match(rb"\s*<\?xml[^>]*\?>", data)
    at = declared.end() if declared else 0
    texts = list(re.finditer(rb">[^<]*<", data))
    body = data
    if texts:
        found = random.choice(texts)
        body = data[: found.start() + 1] + random.choice((b"&i;", b"&a;")) + data[found.end() - 1 :]
    return body[:at] + head + body[at:]


def _lines(data, random):
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    how = random.randrange(4)
    if how == 0:
        random.shuffle(lines)
    elif how == 1:
        del lines[at]
    elif how == 2:
        lines[at:at] = [random.choice(lines)] * random.choice((1, 50))
    else:
        cells = re.split(rb"([\t;, |=])", lines[at])
        random.shuffle(cells)
        lines[at] = b"".join(cells)
    return b"\n".join(lines)


def _long(data, random):
    at = _place(data, random)
    return (
        data[:at]
        + random.choice((b"x", b" ", b"a ", b"\n", b"0", b"\\", b"|")) * 300_000
        + data[at:]
    )


def _retyped(data, random):
    """One value of a JSON text or of a line of it made one of another type."""
    lines = data.split(b"\n")
    whole = random.random() < 0.5
    at = random.randrange(len(lines))
    try:
        value = json.loads(data if whole else lines[at])
    except (ValueError, RecursionError):
        return _huge_number(data, random)
    for _ in range(random.choice((1, 1, 4))):
        value = _with_another(value, random)
    made = json.dumps(value).encode()
    if whole:
        return made
    lines[at] = made
    return b"\n".join(lines)


def _with_another(value, random):
    if random.random() < 0.25 or not isinstance(value, list | dict) or not value:
        return copy.deepcopy(random.choice(_ODD_VALUES))
    key = random.choice(list(value) if isinstance(value, dict) else range(len(value)))
    if isinstance(value, dict) and random.random() < 0.15:
        return {name: one for name, one in value.items() if name != key}
    if isinstance(value, list) and random.random() < 0.15:
        return value + copy.deepcopy(value)
    value[key] = _with_another(value[key], random)
    return value


def _nothing(_data, random):
    return random.choice((b"", b"\x00" * 100, b" \n", b"\xff" * 50, b"PK\x05\x06" + b"\0" * 18))


_BYTES = (
    *(_flipped, _flipped, _cut, _doubled, _huge_number, _huge_number, _odd_words, _odd_words),
    *(_lying, _deep, _entities, _lines, _lines, _long, _retyped, _retyped, _retyped, _nothing),
)


# ---------------------------------------------------------------------- zips


def _zip(data, random):
    """A member changed, renamed, doubled, made a bomb or a link."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    at, how = random.randrange(len(members)), random.randrange(8)
    name, inside = members[at]
    if how < 4:
        members[at] = (name, random.choice(_BYTES)(inside, random))
    elif how == 4:
        members[at] = (random.choice((*_TRAPS, name.upper())), inside)
    elif how == 5:
        members[at] = (name, random.choice((b"\0", b" ", b"<a/>")) * 6_000_000)
    elif how == 6:
        members[at] = (name, b"/etc/passwd")
    else:
        members.append(random.choice(members))
    made = _packed(members, at if how == 6 else None)
    return _flipped(made, random) if random.random() < 0.1 else made


_TRAPS = ("../../escaped", "/tmp/escaped", "C:\\escaped", "a\x00b", "é" * 300)  # noqa: S108


def _packed(members, link):
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # two members of one name
        for number, (name, content) in enumerate(members):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o120777 if number == link else 0o644) << 16
            archive.writestr(info, content)
    return stream.getvalue()
