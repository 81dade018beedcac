"""Frames: which contacts stand in which list, as its file said last."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection, delete, select, update

from validation.errors import StoreError
from validation.sampling import Contact
from validation.store.fielding.contacts import HINT, SHOWN, kept_contact, save_contacts
from validation.store.tables import contacts, frame_members, frames, suppressions
from validation.store.writing import CHUNK, add_new, count_anew


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

    Raises:
        StoreError: an id of the file is that of somebody else, in another list.
    """
    frame_id = _id_of_frame(connection, frame, sha256, now)
    gone = _erased(connection)
    everybody = [*people]
    staying = [one for one in everybody if one.sha256 not in gone]
    keys = {one.key for one in staying}
    members: set[int] = set()
    new = changed = 0
    for start in range(0, len(staying), CHUNK):
        some = staying[start : start + CHUNK]
        matched, ids = save_contacts(connection, some, keys, now)
        _check_same_people(connection, frame_id, matched.moved)
        new, changed = new + len(matched.new), changed + len(matched.changed)
        members |= ids
    count_anew(connection, contacts, new)
    left = _set_members(connection, frame_id, members)
    erased = len(everybody) - len(staying)
    kept = KeptFrame(frame, len(members), new, changed, left, erased)
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
    )
    people = map(kept_contact, connection.execute(query))
    # Python's order is the same everywhere; a database has its own of letters.
    return tuple(sorted(people, key=lambda one: one.key))


def load_frames(connection: Connection) -> tuple[str, ...]:
    """Return the names of the frames that are kept."""
    return tuple(connection.execute(select(frames.c.key).order_by(frames.c.key)).scalars())


def _id_of_frame(connection: Connection, frame: str, sha256: str, now: datetime) -> int:
    values = {"sha256": sha256, "saved_at": now}
    add_new(connection, frames, [{"key": frame, "document": "{}"} | values])
    query = select(frames.c.id).where(frames.c.key == frame).with_for_update()
    found = connection.execute(query).scalar_one()
    connection.execute(update(frames).where(frames.c.id == found).values(values))
    return int(found)


def _erased(connection: Connection) -> set[str | None]:
    query = select(suppressions.c.address_sha256).where(suppressions.c.reason == "erased")
    return set(connection.execute(query).scalars())


def _check_same_people(connection: Connection, frame_id: int, moved: Mapping[int, str]) -> None:
    """Somebody of this list may have a new address; of other lists, it is somebody else's id."""
    column = frame_members.c
    here = select(column.contact_id).where(
        column.frame_id == frame_id, column.contact_id.in_(list(moved))
    )
    others = sorted(moved.keys() - set(connection.execute(here).scalars())) if moved else []
    if others:
        raise StoreError(
            f"list of contacts: found {len(others)} with the id of somebody else in another list "
            f"(the first: {moved[others[0]]!r}), must be one person an id. Put the name of the "
            "list before the ids, or leave the column out: a person is then known by the address."
        )


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
