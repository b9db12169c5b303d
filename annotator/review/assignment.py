"""The best one-to-one assignment (Kuhn 1955, in the O(n³) form of Jonker and Volgenant 1987)."""

from collections.abc import Sequence

_FAR = float("inf")


def cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row so that the sum of costs is least; never more rows than columns.

    Raises:
        ValueError: there are more rows than columns.
    """
    rows, columns = len(costs), len(costs[0]) if costs else 0
    if rows > columns:
        raise ValueError("more rows than columns")
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_at = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(costs, row, row_at, of_row, of_column)
    found = [0] * rows
    for column in range(1, columns + 1):
        if row_at[column]:
            found[row_at[column] - 1] = column - 1
    return found


def _augment(
    costs: Sequence[Sequence[float]],
    row: int,
    row_at: list[int],
    of_row: list[float],
    of_column: list[float],
) -> None:
    """Give a row a column along the cheapest path, moving others where that is cheaper."""
    columns = len(row_at) - 1
    row_at[0] = row
    least, way = [_FAR] * (columns + 1), [0] * (columns + 1)
    used = [False] * (columns + 1)
    at = 0
    while row_at[at]:
        used[at] = True
        here, line = row_at[at], costs[row_at[at] - 1]
        for column in range(1, columns + 1):
            reduced = line[column - 1] - of_row[here] - of_column[column]
            if not used[column] and reduced < least[column]:
                least[column], way[column] = reduced, at
        step, following = min((least[c], c) for c in range(1, columns + 1) if not used[c])
        _shift(step, used, row_at, least, (of_row, of_column))
        at = following
    while at:
        row_at[at] = row_at[way[at]]
        at = way[at]


def _shift(
    step: float,
    used: Sequence[bool],
    row_at: Sequence[int],
    least: list[float],
    prices: tuple[list[float], list[float]],
) -> None:
    of_row, of_column = prices
    for column, taken in enumerate(used):
        if taken:
            of_row[row_at[column]] += step
            of_column[column] -= step
        else:
            least[column] -= step
