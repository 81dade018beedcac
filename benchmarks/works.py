"""The works, who can do them, and how far their results may differ."""

from dataclasses import dataclass

OURS, IN_R = "todenna", "survey"
PEERS = ("svy", "samplics", "weightipy", "leafblower", "pandas", "memory")


@dataclass(frozen=True, slots=True)
class Work:
    """A row of the table: what is done, at which size, by whom, agreeing how closely.

    `wanted` is the ratio of R's seconds to ours that the project sets itself.
    """

    title: str
    n: int
    n_quick: int
    contestants: tuple[str, ...]
    wanted: float
    tolerance: float = 1e-6
    note: str = ""


WORKS = {
    "rake": Work(
        "raking, 5 margins, 1e-6",
        1_000_000,
        20_000,
        (IN_R, OURS, "svy", "samplics", "weightipy", "leafblower"),
        wanted=600,
        tolerance=3e-6,  # each stops as soon as it is within 1e-6 of the targets, on either side
        note="weightipy takes no weights to start from: its margins alone are compared",
    ),
    "shares": Work(
        "100 weighted shares, stratified SE and interval",
        1_000_000,
        20_000,
        (IN_R, OURS, "svy", "samplics", "pandas", "memory"),
        wanted=150,
        note="samplics: 3 of 100, scaled up; memory: every item and weight read once",
    ),
    "tests": Work(
        "50 Rao–Scott tests",
        1_000_000,
        5_000,
        (IN_R, OURS, "svy"),
        wanted=250,
        note="svy: 5 of 50, scaled up",
    ),
    "ranks": Work(
        "20 rank tests",
        1_000_000,
        20_000,
        (IN_R, OURS, "svy"),
        wanted=150,
        tolerance=0.02,  # R and svy average running ranks inside ties: they depend on the order
        note="R and svy depend on the order of the rows where weighted answers tie",
    ),
    "replicates": Work(
        "200 replicates × 100 items",
        100_000,
        5_000,
        (IN_R, OURS, "svy", "samplics"),
        wanted=100,
        note="samplics: 1 of 100, scaled up",
    ),
}
