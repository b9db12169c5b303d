"""Small files of other programs, made by hand for the tests."""

import json
import sqlite3

QUALCODER = """
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT,
    owner TEXT, date TEXT, av_text_id INTEGER, risid INTEGER);
CREATE TABLE code_cat (catid INTEGER PRIMARY KEY, name TEXT, owner TEXT, date TEXT, memo TEXT,
    supercatid INTEGER);
CREATE TABLE code_name (cid INTEGER PRIMARY KEY, name TEXT, memo TEXT, catid INTEGER, owner TEXT,
    date TEXT, color TEXT);
CREATE TABLE code_text (ctid INTEGER PRIMARY KEY, cid INTEGER, fid INTEGER, seltext TEXT,
    pos0 INTEGER, pos1 INTEGER, owner TEXT, date TEXT, memo TEXT, avid INTEGER, important INTEGER);
CREATE TABLE annotation (anid INTEGER PRIMARY KEY, fid INTEGER, pos0 INTEGER, pos1 INTEGER,
    memo TEXT, owner TEXT, date TEXT);
CREATE TABLE attribute (attrid INTEGER PRIMARY KEY, name TEXT, attr_type TEXT, value TEXT,
    id INTEGER, date TEXT, owner TEXT);
"""
TAGUETTE = """
CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT, created TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, filename TEXT,
    created TEXT, project_id INTEGER, text_direction TEXT, contents TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
    end_offset INTEGER, snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE commands (id INTEGER PRIMARY KEY, date TEXT, user_login TEXT, project_id INTEGER,
    document_id INTEGER, payload TEXT);
"""
PORT = "Le 🚢 quai.\nLa ministre menace le port."
PAGE = "<h1>L’été</h1><p>La <b>mini</b>stre <i>menace</i>.</p>\n<p>Fin.</p>"
DISCOURSE = """<?xml version="1.0" encoding="UTF-8"?>
<discourse><version>1.21</version><articles><article><title>Le port</title><date>05.11.2024</date>
<text>Un 🚢🚢 arrive. La ministre menace le port.</text><statements>
<statement><id>1</id><start>17</start><end>28</end><person>Maud Fontaine</person>
<organization>Port</organization><category>ships</category><agreement>no</agreement></statement>
<statement><id>2</id><start>29</start><end>35</end><person/><organization>Port</organization>
<category>harbour</category><agreement>yes</agreement></statement>
<statement><id>3</id><start>27</start><end>3300</end><person/><organization/><category/>
<agreement>yes</agreement></statement>
</statements></article></articles></discourse>
"""


def _filled(path, schema, rows):
    connection = sqlite3.connect(path)
    connection.executescript(schema)
    for table, values in rows:
        places = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} VALUES ({places})", values)  # noqa: S608
    connection.commit()
    connection.close()
    return path


def qualcoder(folder):
    """A project folder of QualCoder."""
    folder.mkdir(parents=True)
    when = "2024-11-23 09:15:00"
    start = PORT.index("La ministre")
    _filled(
        folder / "data.qda",
        QUALCODER,
        [
            ("source", (1, "port.txt", PORT, None, "", "maud", when, None, None)),
            ("source", (2, "quai.jpg", None, "/images/quai.jpg", "", "maud", when, None, None)),
            ("code_cat", (1, "claims", "maud", when, "", None)),
            ("code_cat", (2, "hard", "maud", when, "", 1)),
            ("code_name", (1, "threat", "harm", 2, "maud", when, "#D55E00")),
            ("code_name", (2, "speaker", "", None, "maud", when, "#0072B2")),
            ("code_text", (1, 2, 1, "La ministre", start, start + 11, "maud", when, "who", 0, 1)),
            (
                "code_text",
                (2, 1, 1, "menace le port", start + 12, start + 26, "odile", "", "", 0, 0),
            ),
            ("code_text", (3, 1, 1, "?", 5000, 5001, "odile", "", "", 0, 0)),
            ("annotation", (1, 1, 0, 2, "note", "maud", when)),
            ("attribute", (1, "outlet", "file", "Le Port", 1, when, "maud")),
        ],
    )
    return folder


def taguette(path):
    """A database of Taguette."""
    plain = "L’étéLa ministre menace.\nFin."
    ministre = len(plain[: plain.index("ministre")].encode())
    end = len(plain[: plain.index(".")].encode())
    added = json.dumps({"type": "highlight_add", "highlight_id": 1, "tags": [1, 2]})
    return _filled(
        path,
        TAGUETTE,
        [
            ("projects", (1, "Ports", "", "")),
            ("documents", (1, "port", "", "port.html", "", 1, "LEFT_TO_RIGHT", PAGE)),
            ("tags", (1, 1, "claim", "what is said")),
            ("tags", (2, 1, "claim.threat", "")),
            ("highlights", (1, 1, ministre, end, "")),
            ("highlights", (2, 1, 0, len("L’été".encode()), "")),
            ("highlights", (3, 1, 0, 9999, "")),
            ("highlight_tags", (1, 1)),
            ("highlight_tags", (1, 2)),
            ("commands", (1, "2024-11-23 09:15:00.123456", "maud", 1, 1, added)),
        ],
    )


def discourse(path):
    """A file of DNA 1."""
    path.write_text(DISCOURSE, encoding="utf-8")
    return path
