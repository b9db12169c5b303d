"""The tables of a database of Discourse Network Analyzer 3, and some more that only we read.

Tables, columns and limits as version 3.0.7 has them. A password is kept as jasypt's
StrongPasswordEncryptor does: 16 bytes of salt and a SHA-256 repeated 100,000 times, in Base64.
"""

import base64
import hashlib

VERSION, DATE = "3.0.7", "2022-06-10"
PASSWORD = "annotator"  # noqa: S105 - DNA asks for one; this one is for everybody to know
LONGEST = 190
"""How many characters a title, a name or a short text may have."""

_ROUNDS = 100_000
_FIGURE = "INTEGER NOT NULL DEFAULT 0"
_COLOR = f"Red {_FIGURE}, Green {_FIGURE}, Blue {_FIGURE}"
_NAME = "TEXT NOT NULL DEFAULT '' CHECK (LENGTH({0}) < 191)"
_KEY = "ID INTEGER NOT NULL PRIMARY KEY"
_MAY = (
    "AddDocuments",
    "EditDocuments",
    "DeleteDocuments",
    "ImportDocuments",
    "AddStatements",
    "EditStatements",
    "DeleteStatements",
    "EditAttributes",
    "EditRegex",
    "EditStatementTypes",
    "EditCoders",
    "EditCoderRelations",
    "ViewOthersDocuments",
    "EditOthersDocuments",
    "ViewOthersStatements",
    "EditOthersStatements",
)


def _refers(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _values(table: str, value: str, more: str = "") -> str:
    keys = [_refers("StatementId", "STATEMENTS"), _refers("VariableId", "VARIABLES")]
    return (
        f"CREATE TABLE {table}({_KEY}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, "
        f"{value}, {', '.join(keys)}{more}, UNIQUE (StatementId, VariableId))"
    )


TABLES = (
    "CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL)",
    f"CREATE TABLE CODERS({_KEY}, Name {_NAME.format('Name')}, {_COLOR}, Refresh {_FIGURE}, "
    f"FontSize INTEGER NOT NULL DEFAULT 14, Password {_NAME.format('Password')}, "
    "PopupWidth INTEGER DEFAULT 300, "
    f"ColorByCoder {_FIGURE}, PopupDecoration {_FIGURE}, "
    "PopupAutoComplete INTEGER NOT NULL DEFAULT 1, "
    + ", ".join(f"Permission{one} INTEGER NOT NULL DEFAULT 1" for one in _MAY)
    + ")",
    (
        f"CREATE TABLE DOCUMENTS({_KEY}, Title {_NAME.format('Title')}, Text TEXT NOT NULL, "
        f"Coder INTEGER, Author {_NAME.format('Author')}, Source {_NAME.format('Source')}, "
        f"Section {_NAME.format('Section')}, Notes TEXT NOT NULL DEFAULT '', "
        f"Type {_NAME.format('Type')}, Date INTEGER NOT NULL, {_refers('Coder', 'CODERS')})"
    ),
    f"CREATE TABLE STATEMENTTYPES({_KEY}, Label {_NAME.format('Label')}, {_COLOR})",
    (
        f"CREATE TABLE VARIABLES({_KEY}, Variable {_NAME.format('Variable')}, "
        "DataType TEXT NOT NULL "
        "DEFAULT 'short text' CHECK (DataType IN "
        "('boolean', 'integer', 'long text', 'short text')), "
        f"StatementTypeId INTEGER, {_refers('StatementTypeId', 'STATEMENTTYPES')}, "
        "UNIQUE (Variable, StatementTypeId))"
    ),
    (
        f"CREATE TABLE VARIABLELINKS({_KEY}, SourceVariableId INTEGER, TargetVariableId INTEGER, "
        f"{_refers('SourceVariableId', 'VARIABLES')}, {_refers('TargetVariableId', 'VARIABLES')})"
    ),
    f"CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, {_COLOR})",
    f"CREATE TABLE CODERRELATIONS({_KEY}, Coder INTEGER, OtherCoder INTEGER, "
    + ", ".join(
        f"{one} INTEGER NOT NULL DEFAULT 1"
        for one in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
    )
    + f", {_refers('Coder', 'CODERS')}, {_refers('OtherCoder', 'CODERS')})",
    (
        f"CREATE TABLE STATEMENTS({_KEY}, StatementTypeId INTEGER, DocumentId INTEGER, "
        "Start INTEGER NOT NULL CHECK(Start >= 0), Stop INTEGER NOT NULL CHECK(Stop >= 0), "
        f"Coder INTEGER, CHECK (Start < Stop), {_refers('StatementTypeId', 'STATEMENTTYPES')}, "
        f"{_refers('Coder', 'CODERS')}, {_refers('DocumentId', 'DOCUMENTS')})"
    ),
    _values("DATABOOLEAN", "Value INTEGER NOT NULL DEFAULT 1"),
    _values("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0"),
    (
        f"CREATE TABLE ENTITIES({_KEY}, VariableId INTEGER NOT NULL, "
        f"Value {_NAME.format('Value')}, Red INTEGER DEFAULT 0, Green INTEGER DEFAULT 0, "
        "Blue INTEGER DEFAULT 0, ChildOf INTEGER CHECK(ChildOf > 0), UNIQUE (VariableId, Value), "
        f"{_refers('ChildOf', 'ENTITIES')}, {_refers('VariableId', 'VARIABLES')})"
    ),
    _values("DATASHORTTEXT", "Entity INTEGER NOT NULL", f", {_refers('Entity', 'ENTITIES')}"),
    _values("DATALONGTEXT", "Value TEXT DEFAULT ''"),
    (
        f"CREATE TABLE ATTRIBUTEVARIABLES({_KEY}, VariableId INTEGER NOT NULL, "
        f"AttributeVariable {_NAME.format('AttributeVariable')}, "
        f"UNIQUE(VariableId, AttributeVariable), {_refers('VariableId', 'VARIABLES')})"
    ),
    (
        f"CREATE TABLE ATTRIBUTEVALUES({_KEY}, EntityId INTEGER NOT NULL, "
        "AttributeVariableId INTEGER NOT NULL, "
        f"AttributeValue {_NAME.format('AttributeValue')}, UNIQUE (EntityId, AttributeVariableId), "
        f"{_refers('EntityId', 'ENTITIES')}, "
        f"{_refers('AttributeVariableId', 'ATTRIBUTEVARIABLES')})"
    ),
    # What DNA has no place for; it leaves tables alone that it does not know.
    (
        "CREATE TABLE ANNOTATOR_DOCUMENTS(DocumentId INTEGER PRIMARY KEY, Name TEXT, Date TEXT, "
        "Newline TEXT)"
    ),
    (
        "CREATE TABLE ANNOTATOR_STATEMENTS(StatementId INTEGER PRIMARY KEY, Start INTEGER, "
        "Stop INTEGER, Annotation TEXT, Layer TEXT, Label TEXT, SetName TEXT, Fragments TEXT, "
        "Entry TEXT, Note TEXT, Created TEXT, Updated TEXT, Answers TEXT, Links TEXT)"
    ),
    "CREATE TABLE ANNOTATOR_REGISTER(Body TEXT)",
    "CREATE TEMP TABLE TOLD(StatementId INTEGER, VariableId INTEGER, Number INTEGER, Words TEXT)",
)


def kept_password(name: str) -> str:
    """The password as DNA keeps it for a coder; the salt comes from the name."""
    salt = hashlib.sha256(name.encode()).digest()[:16]
    digest = hashlib.sha256(salt + PASSWORD.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
