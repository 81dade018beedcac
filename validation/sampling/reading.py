"""From the rows of a list to contacts: what is wrong, what stands twice, what was understood."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from validation.errors import Problem
from validation.language import Language
from validation.sampling.contacts import BASES, Contact, offered_language
from validation.sampling.headings import OWN, name_columns

TAG: TypeAdapter[str] = TypeAdapter(Language)
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose address stood there before; what it says otherwise is not looked at."""

    row: int
    first: int
    differs: tuple[str, ...] = ()

    def __str__(self) -> str:
        otherwise = f"; other {', '.join(self.differs)}" if self.differs else ""
        return f"row {self.row}: the address of row {self.first} again{otherwise}"


@dataclass(frozen=True, slots=True)
class ContactList:
    """The contacts of a list, and what became of its other rows."""

    contacts: tuple[Contact, ...]
    rows: int
    refused_rows: int = 0
    refused: tuple[Problem, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def without_address(self) -> int:
        """How many contacts nobody can write to."""
        return sum(contact.address is None for contact in self.contacts)


def read_contacts(
    rows: Iterable[tuple[int, Row]],
    *,
    columns: Mapping[str, str] | None = None,
    languages: Sequence[str] = ("en",),
    basis: str | None = None,
    attributes: Collection[str] | None = None,
) -> ContactList:
    """Return the contacts of a list: of each address the first, with the rows left out and why.

    Args:
        rows: number of the row in the file, and its cells by column.
        columns: column → id, address, language, basis or the name of an attribute.
        languages: of the study; who has none is written to in the first.
        basis: the lawful basis of rows that say none.
        attributes: those to keep; every other column if left out.

    Raises:
        SamplingError: a column that is needed is not there.

    >>> rows = [{"email": "anna@example.com"}, {"email": "Anna@example.com"}, {"email": "bo"}]
    >>> found = read_contacts(enumerate(rows, start=2), basis="consent")
    >>> len(found.contacts), len(found.duplicates), found.refused_rows
    (1, 1, 1)
    """
    reading = _Reading(languages, basis)
    named: dict[str, str] = {}
    for place, cells in rows:
        named = named or name_columns(cells, columns or {}, attributes)
        reading.add(place, {name: cells[column].strip() for column, name in named.items()})
    return reading.result()


class _Reading:
    def __init__(self, languages: Sequence[str], basis: str | None) -> None:
        self.languages = languages
        self.basis = basis
        self.contacts: dict[int, Contact] = {}
        self.addresses: dict[str, int] = {}
        self.keys: dict[str, int] = {}
        self.refused: list[Problem] = []
        self.refused_rows = 0
        self.duplicates: list[Duplicate] = []
        self.spoken: Counter[str] = Counter()

    def add(self, row: int, cells: Row) -> None:
        address, wrong = read_address(cells["address"])
        problems = [*self._problems(cells, wrong)]
        contact = self._contact(cells, address)
        first = self.addresses.get(contact.sha256 or "")
        if problems:
            self._refuse(row, problems)
        elif first is not None:
            self.duplicates.append(Duplicate(row, first, _differing(self.contacts[first], contact)))
        elif contact.key in self.keys:
            self._refuse(row, [_again(contact.key, self.keys[contact.key])])
        else:
            self._keep(row, contact, cells.get("language", ""))

    def result(self) -> ContactList:
        return ContactList(
            contacts=tuple(self.contacts.values()),
            rows=len(self.contacts) + len(self.duplicates) + self.refused_rows,
            refused_rows=self.refused_rows,
            refused=tuple(self.refused),
            duplicates=tuple(self.duplicates),
            notes=tuple(self._notes()),
        )

    def _contact(self, cells: Row, address: str | None) -> Contact:
        return Contact(
            key=cells.get("id", ""),
            address=address,
            language=read_language(cells.get("language", "")) or self.languages[0],
            basis=_spelt(cells.get("basis", "")) or self.basis or "",
            attributes={name: text for name, text in cells.items() if name not in OWN},
        )

    def _problems(self, cells: Row, wrong: str) -> Iterator[Problem]:
        if wrong:
            must = f"an e-mail address ({wrong})"
            yield Problem("address", repr(cells["address"]), must, "Mend it, or delete the row.")
        elif not cells["address"] and not cells.get("id"):
            must = "an address, or an id at least"
            yield Problem("address", "nothing", must, "Add one, or delete the row.")
        basis = _spelt(cells.get("basis", "")) or self.basis or ""
        if basis not in BASES:
            hint = "Write it in the row, or give one for all rows."
            yield Problem("basis", repr(basis) if basis else "none", _one_of(BASES), hint)

    def _refuse(self, row: int, problems: Iterable[Problem]) -> None:
        self.refused_rows += 1
        self.refused.extend(
            Problem(f"row {row}, {one.where}", one.found, one.must, one.hint) for one in problems
        )

    def _keep(self, row: int, contact: Contact, written: str) -> None:
        self.contacts[row] = contact
        if contact.sha256:
            self.addresses[contact.sha256] = row
        if contact.key:
            self.keys[contact.key] = row
        if written and offered_language(contact.language, self.languages) == self.languages[0]:
            self.spoken[written] += 1

    def _notes(self) -> Iterator[str]:
        first = self.languages[0]
        for written, times in sorted(self.spoken.items()):
            tag = read_language(written)
            if tag is None:
                yield f"language: {written!r} in {times} rows is no language tag; {first} is taken."
            elif tag.split("-", maxsplit=1)[0] != first.split("-", maxsplit=1)[0]:
                yield f"language: {written} of {times} rows is not offered; they read {first}."


def read_address(text: str) -> tuple[str | None, str]:
    """Return an address in its usual form, or what is wrong with it; no address is no fault.

    >>> read_address("Anna@EXAMPLE.com")
    ('Anna@example.com', '')
    """
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 (loads long)

    if not text:
        return None, ""
    try:
        return validate_email(text, check_deliverability=False).normalized, ""
    except EmailNotValidError as error:
        return None, str(error).rstrip(".")


def read_language(text: str) -> str | None:
    """Return a language tag as it is usually written; none if it is no tag.

    >>> read_language("SV_fi"), read_language("suomi")
    ('sv-FI', None)
    """
    primary, _, region = text.replace("_", "-").partition("-")
    tag = "-".join([primary.lower(), region.upper()] if region else [primary.lower()])
    try:
        return TAG.validate_python(tag) if text != "*" else None
    except ValidationError:
        return None


def _spelt(basis: str) -> str:
    return basis.lower().replace(" ", "_").replace("-", "_")


def _one_of(names: Sequence[str]) -> str:
    return f"one of {', '.join(names)}"


def _again(key: str, row: int) -> Problem:
    return Problem("id", f"{key!r} as in row {row}", "an id of its own", "Give each row its own.")


def _differing(first: Contact, other: Contact) -> tuple[str, ...]:
    names = [name for name in ("language", "basis") if getattr(first, name) != getattr(other, name)]
    names += [name for name, text in other.attributes.items() if first.attributes[name] != text]
    return tuple([*names, "id"] if first.key != other.key else names)
