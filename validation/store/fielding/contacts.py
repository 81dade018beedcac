"""Contacts, by their key or their address; nothing else holds an address."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, update
from sqlalchemy.engine import Row

from validation.errors import StoreError
from validation.sampling import Contact, hash_address
from validation.store.tables import contacts

HINT = "Import the contacts first, or name the database that holds them (TODENNA_DATABASE)."
SHOWN = [contacts.c[name] for name in ("key", "address", "language", "basis", "attributes")]
CHANGED = ("key", "address", "address_sha256", "language", "basis", "attributes")
Values = dict[str, Any]


@dataclass(slots=True)
class Matched:
    """What is to be done with the contacts of a file: add, change, or nothing but know them.

    `released` are contacts whose address is another one's now, until their own turn comes;
    `moved` are those known by their key alone, whose address is another than before.
    """

    new: list[Values] = field(default_factory=list)
    changed: list[Values] = field(default_factory=list)
    known: set[int] = field(default_factory=set)
    released: set[int] = field(default_factory=set)
    moved: dict[int, str] = field(default_factory=dict)


def load_contact(connection: Connection, key: str) -> Contact:
    """Return a contact by its key or by its address.

    Raises:
        StoreError: it is not kept.
    """
    query = select(*SHOWN).where(contacts.c.id == id_of_contact(connection, key))
    return kept_contact(connection.execute(query).one())


def id_of_contact(connection: Connection, key: str) -> int:
    """Return the row of a contact by its key or by its address.

    Raises:
        StoreError: it is not kept, or was erased.
    """
    query = select(contacts.c.id).where(
        or_(contacts.c.key == key, contacts.c.address_sha256 == hash_address(key))
    )
    found = connection.execute(query.order_by(contacts.c.key != key)).scalar()
    if found is None:
        raise StoreError(f"contact: found none of this name or address, or it was erased. {HINT}")
    return int(found)


def save_contacts(
    connection: Connection, people: Sequence[Contact], keys: Collection[str], now: datetime
) -> tuple[Matched, set[int]]:
    """Keep some contacts of a file with these keys; return what was done, and their rows."""
    matched = _match(connection, people, keys)
    if matched.released:
        gone = update(contacts).where(contacts.c.id.in_(matched.released))
        connection.execute(gone.values(address_sha256=None))
    if matched.changed:
        connection.execute(CHANGE, matched.changed)
    if not matched.new:
        return matched, matched.known
    connection.execute(contacts.insert(), [one | {"saved_at": now} for one in matched.new])
    added = select(contacts.c.id).where(contacts.c.key.in_([one["key"] for one in matched.new]))
    return matched, matched.known | {*connection.execute(added).scalars()}


def kept_contact(row: Row[Any]) -> Contact:
    """Return a contact as a query over SHOWN gives it."""
    return Contact(row.key, row.address, row.language or "", row.basis or "", row.attributes)


def _match(connection: Connection, people: Sequence[Contact], keys: Collection[str]) -> Matched:
    rows = [_row(one) for one in people]
    columns = [contacts.c[name] for name in ("id", *CHANGED)]
    by_key = _known(connection, "key", rows, columns)
    by_address = _known(connection, "address_sha256", rows, columns)
    matched = Matched()
    for row in rows:
        owner = by_address.get(row["address_sha256"])
        if owner is not None and owner["key"] != row["key"] and owner["key"] in keys:
            # The file says itself that this address is somebody else's now.
            matched.released.add(owner["id"])
            owner = None
        _add(matched, row, owner or by_key.get(row["key"]))
    return matched


def _add(matched: Matched, row: Values, known: Values | None) -> None:
    if known is None:
        matched.new.append(row | {"key": row["key"] or token_hex(16)})
        return
    matched.known.add(known["id"])
    if row["address"] and known["address"] and row["address_sha256"] != known["address_sha256"]:
        matched.moved[known["id"]] = known["key"]
    row["key"] = known["key"]
    if any(row[name] != known[name] for name in CHANGED):
        changes = {f"_{name}": row[name] for name in CHANGED}
        matched.changed.append(changes | {"_id": known["id"]})


def _known(
    connection: Connection, name: str, rows: Sequence[Values], columns: Sequence[Any]
) -> dict[str, Values]:
    wanted = [row[name] for row in rows if row[name]]
    query = select(*columns).where(contacts.c[name].in_(wanted))
    return {row[name]: dict(row) for row in connection.execute(query).mappings()}


def _row(one: Contact) -> Values:
    return {
        "key": one.key,
        "address": one.address,
        "address_sha256": one.sha256,
        "language": one.language,
        "basis": one.basis,
        "attributes": dict(one.attributes),
    }


CHANGE = (
    update(contacts)
    .where(contacts.c.id == bindparam("_id"))
    .values({name: bindparam(f"_{name}") for name in CHANGED})
)
