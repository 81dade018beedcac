"""Contacts and the frames in which they stand; nothing else holds an address."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from secrets import token_hex
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, or_, select, update

from validation.errors import StoreError
from validation.sampling import Contact
from validation.store.tables import contacts, frame_members, frames, suppressions
from validation.store.writing import CHUNK, add_new, count_anew

HINT = "Import the contacts first, or name the database that holds them (TODENNA_DATABASE)."
SHOWN = [contacts.c[name] for name in ("key", "address", "language", "basis", "attributes")]
CHANGED = ("key", "address", "address_sha256", "language", "basis", "attributes")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeptFrame:
    """A frame after a file was read into it: how many it has, and what the file changed.

    `erased` are those whose address was erased before: they are not kept again.
    """

    frame: str
    contacts: int
    new: int
    changed: int
    left: int
    erased: int


def save_frame(
    connection: Connection, frame: str, people: Iterable[Contact], *, sha256: str, now: datetime
) -> KeptFrame:
    """Keep the contacts of a file as a frame and return what that changed.

    A contact is known by its address, else by its key; one without either is new each time. Who
    stood in the frame before and is not in the file leaves the frame, and stays a contact.

    Args:
        connection: the connection of a transaction.
        frame: its name; that of the study is the default everywhere.
        people: the contacts of the file.
        sha256: of the file.
        now: the time of the import.
    """
    frame_id = _id_of_frame(connection, frame, sha256, now)
    gone = _erased(connection)
    counts = {"new": 0, "changed": 0, "erased": 0}
    members: set[int] = set()
    left = iter(people)
    while chunk := list(islice(left, CHUNK)):
        staying = [one for one in chunk if one.sha256 not in gone]
        counts["erased"] += len(chunk) - len(staying)
        members |= _save_contacts(connection, staying, counts, now)
    count_anew(connection, contacts, counts["new"])
    removed = _set_members(connection, frame_id, members)
    kept = KeptFrame(frame, contacts=len(members), left=removed, **counts)
    values = {"document": orjson.dumps(asdict(kept)).decode()}
    connection.execute(update(frames).where(frames.c.id == frame_id).values(values))
    return kept


def load_frame(connection: Connection, frame: str) -> tuple[Contact, ...]:
    """Return the contacts of a frame, in the order of their keys.

    Raises:
        StoreError: the frame is not kept.
    """
    found = connection.execute(select(frames.c.id).where(frames.c.key == frame)).scalar()
    if found is None:
        raise StoreError(f"frame {frame}: found nothing kept, must be imported before. {HINT}")
    query = (
        select(*SHOWN)
        .join(frame_members, frame_members.c.contact_id == contacts.c.id)
        .where(frame_members.c.frame_id == found)
        .order_by(contacts.c.key)
    )
    return tuple(map(_contact, connection.execute(query)))


def load_frames(connection: Connection) -> tuple[str, ...]:
    """Return the names of the frames that are kept."""
    return tuple(connection.execute(select(frames.c.key).order_by(frames.c.key)).scalars())


def load_contact(connection: Connection, key: str) -> Contact:
    """Return a contact by its key or by its address.

    Raises:
        StoreError: it is not kept.
    """
    query = select(*SHOWN).where(contacts.c.id == id_of_contact(connection, key))
    return _contact(connection.execute(query).one())


def id_of_contact(connection: Connection, key: str) -> int:
    """Return the row of a contact by its key or by its address.

    Raises:
        StoreError: it is not kept, or was erased.
    """
    sha256 = Contact(key, key, "", "").sha256
    query = select(contacts.c.id).where(
        or_(contacts.c.key == key, contacts.c.address_sha256 == sha256)
    )
    found = connection.execute(query.order_by(contacts.c.key != key)).scalar()
    if found is None:
        raise StoreError(f"contact: found none of this name or address, or it was erased. {HINT}")
    return int(found)


def _id_of_frame(connection: Connection, frame: str, sha256: str, now: datetime) -> int:
    values = {"sha256": sha256, "saved_at": now}
    add_new(connection, frames, [{"key": frame, "document": "{}"} | values])
    query = select(frames.c.id).where(frames.c.key == frame).with_for_update()
    found = connection.execute(query).scalar_one()
    connection.execute(update(frames).where(frames.c.id == found).values(values))
    return int(found)


def _erased(connection: Connection) -> set[str]:
    query = select(suppressions.c.address_sha256).where(suppressions.c.reason == "erased")
    return set(connection.execute(query).scalars())


def _save_contacts(
    connection: Connection, people: Sequence[Contact], counts: dict[str, int], now: datetime
) -> set[int]:
    """Keep some contacts and return their rows."""
    rows = [_row(one) for one in people]
    by_key, by_address = _known(connection, rows)
    changes: list[Row] = []
    new: list[Row] = []
    seen: set[int] = set()
    for row in rows:
        known = by_address.get(row["address_sha256"]) or by_key.get(row["key"])
        if known is None:
            new.append(row | {"key": row["key"] or token_hex(16), "saved_at": now})
            continue
        seen.add(known["id"])
        row["key"] = known["key"]
        if any(row[name] != known[name] for name in CHANGED):
            changes.append({f"_{name}": row[name] for name in CHANGED} | {"_id": known["id"]})
    counts["changed"] += len(changes)
    counts["new"] += len(new)
    if changes:
        connection.execute(CHANGE, changes)
    return seen | set(_add(connection, new))


def _known(connection: Connection, rows: Sequence[Row]) -> tuple[dict[str, Row], dict[str, Row]]:
    keys = [row["key"] for row in rows if row["key"]]
    hashes = [row["address_sha256"] for row in rows if row["address_sha256"]]
    columns = [contacts.c[name] for name in ("id", *CHANGED)]
    by_key = select(*columns).where(contacts.c.key.in_(keys))
    by_address = select(*columns).where(contacts.c.address_sha256.in_(hashes))
    return (
        {row["key"]: dict(row) for row in connection.execute(by_key).mappings()},
        {row["address_sha256"]: dict(row) for row in connection.execute(by_address).mappings()},
    )


def _add(connection: Connection, new: Sequence[Row]) -> Iterator[int]:
    if not new:
        return iter(())
    connection.execute(contacts.insert(), new)
    query = select(contacts.c.id).where(contacts.c.key.in_([row["key"] for row in new]))
    return iter(connection.execute(query).scalars().all())


def _set_members(connection: Connection, frame_id: int, members: set[int]) -> int:
    column = frame_members.c
    query = select(column.contact_id).where(column.frame_id == frame_id)
    before = set(connection.execute(query).scalars())
    rows = ({"frame_id": frame_id, "contact_id": one} for one in sorted(members - before))
    add_new(connection, frame_members, rows)
    leaving = sorted(before - members)
    for start in range(0, len(leaving), CHUNK):
        some = leaving[start : start + CHUNK]
        connection.execute(
            delete(frame_members).where(column.frame_id == frame_id, column.contact_id.in_(some))
        )
    return len(leaving)


def _row(one: Contact) -> Row:
    return {
        "key": one.key,
        "address": one.address,
        "address_sha256": one.sha256,
        "language": one.language,
        "basis": one.basis,
        "attributes": dict(one.attributes),
    }


def _contact(row: Any) -> Contact:  # noqa: ANN401 (a row of a query over SHOWN)
    return Contact(row.key, row.address, row.language or "", row.basis or "", row.attributes)


CHANGE = (
    update(contacts)
    .where(contacts.c.id == bindparam("_id"))
    .values({name: bindparam(f"_{name}") for name in CHANGED})
)
