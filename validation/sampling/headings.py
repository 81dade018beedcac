"""Which column of a list of contacts is what."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from validation.errors import Problem, SamplingError

# Headings that are understood without being told; any other column is an attribute.
UNDERSTOOD = {
    "id": "id",
    "key": "id",
    "address": "address",
    "email": "address",
    "e-mail": "address",
    "language": "language",
    "basis": "basis",
}
OWN = frozenset(UNDERSTOOD.values())


def name_columns(
    header: Collection[str],
    columns: Mapping[str, str],
    attributes: Collection[str] | None = None,
) -> dict[str, str]:
    """Return what each column of a list is: id, address, language, basis or an attribute's name.

    Args:
        header: the names of the columns in the list.
        columns: column → what it is, where its heading does not tell.
        attributes: those to keep; every other column if left out.

    Raises:
        SamplingError: a column is missing, or two are the same thing.

    >>> name_columns(["E-mail", "Alue", "Phone"], {"Alue": "region"}, ["region"])
    {'E-mail': 'address', 'Alue': 'region'}
    """
    meant = {
        column: columns.get(column, UNDERSTOOD.get(column.casefold(), column)) for column in header
    }
    wanted = set(meant.values()) if attributes is None else OWN | set(attributes)
    kept = {column: name for column, name in meant.items() if name in wanted}
    problems = [*_problems(kept, header, columns, attributes or ())]
    if problems:
        raise SamplingError("The columns of the list of contacts cannot be used.", problems)
    return kept


def _problems(
    kept: Mapping[str, str],
    header: Collection[str],
    columns: Mapping[str, str],
    attributes: Collection[str],
) -> Iterator[Problem]:
    there = ", ".join(header)
    for column in columns:
        if column not in header:
            must = f"a column of the list ({there})"
            yield Problem("columns", f"{column!r}", must, "Write it as the list has it.")
    for name in ("address", *attributes):
        if name not in kept.values():
            must = f"a column for {name} among {there}"
            yield Problem("list", "none", must, f"Say which column it is: --column {name}=HEADING.")
    for name, times in Counter(kept.values()).items():
        if times > 1:
            both = ", ".join(column for column, meant in kept.items() if meant == name)
            yield Problem("columns", f"{both} for {name}", "one column", "Rename all but one.")
