"""How much one token and one address may ask: buckets that fill again with time."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from math import ceil

Clock = Callable[[], float]
NETWORK = 64


@dataclass(frozen=True, slots=True)
class Rate:
    """What may be asked at once, and how much more each second after that."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one process.

    `token` holds for each personal link. `misses` holds for each address and counts only what it
    asked in vain, so that a room of thirty people behind one address never meets it. `new` holds
    for each address too, and counts the personal links that it had made from an open one.
    """

    token: Rate = Rate(60, 4)
    misses: Rate = Rate(100, 1)
    new: Rate = Rate(200, 10)
    body: int = 262_144
    fields: int = 2_000
    patience: float = 20.0
    remembered: int = 100_000


class Buckets:
    """Buckets by name, at most so many: the one that was asked for longest ago goes first.

    Args:
        rate: of each of them.
        most: how many are remembered; a forgotten one is full again.
        clock: seconds that never go back.
    """

    def __init__(self, rate: Rate, most: int, clock: Clock) -> None:
        self._rate = rate
        self._most = most
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str, amount: float = 1.0) -> int:
        """Take from a bucket; return 0, or in how many seconds to ask again where it is empty."""
        level = self._level(name)
        if level >= amount:
            self._keep(name, level - amount)
            return 0
        self._keep(name, level)
        return ceil((amount - level) / self._rate.per_second)

    def give_back(self, name: str, amount: float = 1.0) -> None:
        """Put back what was taken."""
        self._keep(name, min(self._rate.burst, self._level(name) + amount))

    def __contains__(self, name: str) -> bool:
        return name in self._levels

    def __len__(self) -> int:
        return len(self._levels)

    def _level(self, name: str) -> float:
        found = self._levels.get(name)
        if found is None:
            return self._rate.burst
        level, when = found
        return min(self._rate.burst, level + (self._clock() - when) * self._rate.per_second)

    def _keep(self, name: str, level: float) -> None:
        self._levels[name] = (level, self._clock())
        self._levels.move_to_end(name)
        if len(self._levels) > self._most:
            self._levels.popitem(last=False)


def network(host: str) -> str:
    """Return whose address it is: itself, or of IPv6 the network of one household.

    >>> network("2001:db8:1:2:3:4:5:6"), network("192.0.2.7")
    ('2001:db8:1:2::', '192.0.2.7')
    """
    if ":" not in host:
        return host
    try:
        address = IPv6Address(host.partition("%")[0])
    except AddressValueError:
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Address(int(address) >> NETWORK << NETWORK))
