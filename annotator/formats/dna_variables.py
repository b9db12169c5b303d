"""The variables of DNA's statements: their types, found out from all values, and the values."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.annotation import Value
from annotator.domain.people import RegisterEntry
from annotator.formats.dna_schema import LONGEST
from annotator.formats.foreign_sqlite import NewFile

_LARGEST = 2**31
_ATTRIBUTES = ("Type", "Alias", "Notes")


@dataclass(slots=True)
class _Variable:
    """A variable of a statement type, and what its values allow it to be."""

    id: int
    type: int
    name: str
    data_type: str = ""
    longest: int = 0

    def see(self, value: Value) -> None:
        """Learn from one more value."""
        found = "boolean" if isinstance(value, bool) else "text"
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST:
            found = "integer"
        self.data_type = found if self.data_type in {"", found} else "text"
        self.longest = max(self.longest, len(words(value)))

    @property
    def settled(self) -> str:
        """The data type in DNA."""
        if self.data_type in {"boolean", "integer"}:
            return self.data_type
        return "short text" if self.longest <= LONGEST else "long text"


def words(value: Value) -> str:
    """An answer in words; several ones divided by a semicolon."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else str(value)


class Variables:
    """All variables of a database in the making."""

    def __init__(self, file: NewFile) -> None:
        self._file = file
        self._known: dict[tuple[int, str], _Variable] = {}

    def expect(self, type: int, name: str) -> _Variable:
        """The variable of a statement type with this name."""
        short = name[:LONGEST]
        fresh = _Variable(len(self._known) + 1, type, short)
        return self._known.setdefault((type, short), fresh)

    def tell(self, statement: int, type: int, name: str, value: Value) -> None:
        """Keep a value of a statement."""
        variable = self.expect(type, name)
        variable.see(value)
        number = int(value) if isinstance(value, int) and abs(value) < _LARGEST else None
        row = (statement, variable.id, number, words(value))
        self._file.run("INSERT INTO TOLD VALUES (?, ?, ?, ?)", row)

    def settle(self) -> None:
        """Write the variables, and a value of each for every statement of its type."""
        self._file.run("CREATE INDEX TEMP.TOLD_AT ON TOLD(VariableId, StatementId)")
        for variable in self._known.values():
            row = (variable.id, variable.name, variable.settled, variable.type)
            self._file.run("INSERT INTO VARIABLES VALUES (?, ?, ?, ?)", row)
            _WRITERS[variable.settled](self._file, variable)

    def describe(self, names: Sequence[str], entries: Sequence[RegisterEntry]) -> None:
        """Say what the register knows about the entities of these variables."""
        variables = [one for one in self._known.values() if one.name in names]
        for variable in variables:
            if variable.settled != "short text":
                continue
            for attribute in _ATTRIBUTES:
                self._file.run(
                    "INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?, ?)",
                    (variable.id, attribute),
                )
        self._file.run(
            "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId) "
            "SELECT e.ID, a.ID FROM ENTITIES e JOIN ATTRIBUTEVARIABLES a USING (VariableId)"
        )
        self._file.run_all(
            "UPDATE ATTRIBUTEVALUES SET AttributeValue = ? WHERE EntityId IN "
            "(SELECT ID FROM ENTITIES WHERE Value = ?) AND AttributeVariableId IN "
            "(SELECT ID FROM ATTRIBUTEVARIABLES WHERE AttributeVariable = ?)",
            [row for entry in entries for row in _about(entry)],
        )


def _about(entry: RegisterEntry) -> list[tuple[str, str, str]]:
    told = {"Type": entry.kind, "Alias": ", ".join(entry.aliases), "Notes": entry.note}
    return [(told[name][:LONGEST], entry.name[:LONGEST], name) for name in _ATTRIBUTES]


def _numbers(file: NewFile, variable: _Variable, table: str) -> None:
    file.run(
        f"INSERT INTO {table} (StatementId, VariableId, Value) "  # noqa: S608 - one of two
        "SELECT s.ID, ?1, COALESCE(t.Number, 0) FROM STATEMENTS s "
        "LEFT JOIN TOLD t ON t.StatementId = s.ID AND t.VariableId = ?1 "
        "WHERE s.StatementTypeId = ?2",
        (variable.id, variable.type),
    )


def _booleans(file: NewFile, variable: _Variable) -> None:
    _numbers(file, variable, "DATABOOLEAN")


def _integers(file: NewFile, variable: _Variable) -> None:
    _numbers(file, variable, "DATAINTEGER")


def _long_texts(file: NewFile, variable: _Variable) -> None:
    file.run(
        "INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) "
        "SELECT s.ID, ?1, COALESCE(t.Words, '') FROM STATEMENTS s "
        "LEFT JOIN TOLD t ON t.StatementId = s.ID AND t.VariableId = ?1 "
        "WHERE s.StatementTypeId = ?2",
        (variable.id, variable.type),
    )


def _short_texts(file: NewFile, variable: _Variable) -> None:
    """Every variable has an entity without a name, which stands for nobody."""
    file.run(
        "INSERT INTO ENTITIES (VariableId, Value) "
        "SELECT ?1, '' UNION SELECT ?1, Words FROM TOLD WHERE VariableId = ?1",
        (variable.id,),
    )
    file.run(
        "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) "
        "SELECT s.ID, ?1, e.ID FROM STATEMENTS s "
        "LEFT JOIN TOLD t ON t.StatementId = s.ID AND t.VariableId = ?1 "
        "JOIN ENTITIES e ON e.VariableId = ?1 AND e.Value = COALESCE(t.Words, '') "
        "WHERE s.StatementTypeId = ?2",
        (variable.id, variable.type),
    )


_WRITERS = {
    "boolean": _booleans,
    "integer": _integers,
    "long text": _long_texts,
    "short text": _short_texts,
}
