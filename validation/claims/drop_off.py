"""Claims about a funnel: of all its steps, most people are lost at this one."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from validation import stats
from validation.claims.base import BaseClaim, Outcome, Region, compared
from validation.claims.bounded import ItemId, Options
from validation.claims.columns import Booleans
from validation.claims.frame import Frame
from validation.claims.funnel import Funnel, Steps
from validation.claims.leads import Lead, outcome_of_leads
from validation.claims.measured import measured
from validation.claims.measures import Asked, ItemType, Measure, Unit
from validation.claims.quantities import CHOSEN
from validation.errors import Problem

LISTED = frozenset[ItemType]({"single", "multi"})
FEWEST = 3


class DropOffClaim(BaseClaim):
    """Of those who reached a step, more went no further than at any other step of the funnel.

    The steps are items, each asking whether one was reached, or the options of one item. The
    estimate is the smallest lead of the loss at the step named over the losses at the others, a
    difference of shares of those who reached the step before.
    """

    kind: Literal["drop_off"]
    item: ItemId | None = None
    funnel: Annotated[tuple[ItemId, ...], Field(description="the steps, in their order")] = ()
    options: Annotated[Options, Field(description="the answers by which a step is reached")] = ()
    largest_at: ItemId

    @property
    def comparable(self) -> bool:
        """No: the estimate is the least of several, and not normal."""
        return False

    @property
    def needs_leavers(self) -> bool:
        """Yes: who bought has lost nobody on the way."""
        return True

    def measures(self) -> tuple[Measure, ...]:
        """Return the item that lists the steps, or the items that ask for one each."""
        if self.item is None and self.funnel:
            return tuple(Measure(f"funnel.{step}", step, CHOSEN) for step in self.funnel)
        return (Measure("item", self.item, LISTED),)

    def region(self) -> Region:
        """Return all leads above zero."""
        return Region(low=0.0)

    def unit(self) -> Unit:
        """Return shares."""
        return "share"

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return −1 and 1."""
        del asked
        return (-1.0, 1.0)

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield steps that are not there or too few, and answers that do not tell who got there."""
        yield from self._uncounted(asked)
        steps = self._steps(asked)
        if not steps:
            return
        if len(set(steps)) < max(FEWEST, len(steps)):
            found = f"the steps {', '.join(steps)}"
            yield Problem("funnel", found, "three or more, each once, so that losses compare")
        if self.largest_at not in steps[1:]:
            must = f"a step after the first: {', '.join(steps[1:])}"
            yield Problem("largest_at", repr(self.largest_at), must)

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return that of the lead of the last loss over the one before, half lost at each.

        Equally many people end at each step, so that few of them get to the last.
        """
        steps = max(FEWEST, len(self._steps(asked)))
        return float((0.25 * (steps + 1) * (1 / 2 + 1 / 3)) ** 0.5)

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the smallest lead of the loss, with the interval that the verdict shows.

        Raises:
            UnansweredError: nobody reached one of the steps.
        """
        funnel = Funnel.of(frame, self._found(frame), where)
        groups = tuple(compared(step, loss) for step, loss in funnel.losses.items())

        def leads_at(level: float) -> list[Lead]:
            return list(self._leads(funnel, frame, level))

        return outcome_of_leads(leads_at, confidence, groups)

    def _leads(self, funnel: Funnel, frame: Frame, confidence: float) -> Iterator[Lead]:
        largest = funnel.losses[self.largest_at]
        for step, loss in funnel.losses.items():
            if step != self.largest_at:
                lead = stats.share_difference(frame.design, largest, loss, confidence=confidence)
                yield Lead(measured(lead), (largest.estimate + loss.estimate) / 2)

    def _found(self, frame: Frame) -> Steps:
        if self.item is not None:
            column = frame.column(self.item)
            return {step: column.counted([step]) for step in self.funnel or column.levels}
        columns = {step: frame.column(step) for step in self.funnel}
        return {
            step: column.counted(self.options or column.levels) for step, column in columns.items()
        }

    def _steps(self, asked: Mapping[str, Asked]) -> tuple[str, ...]:
        if self.funnel:
            return self.funnel
        item = asked.get(str(self.item))
        return item.levels if item else ()

    def _uncounted(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        if self.item is not None:
            levels = asked[self.item].levels
            for step in (one for one in self.funnel if one not in levels):
                yield Problem("funnel", repr(step), f"one of {', '.join(levels)}")
            return
        for step in self.funnel:
            levels, counted = asked[step].levels, set(self.options)
            if counted and not counted & set(levels):
                must = f"an answer of {step}: {', '.join(levels)}"
                yield Problem("options", ", ".join(self.options), must)
            elif not counted and asked[step].type != "multi":
                hint = f"Name them, of {', '.join(levels)}." if levels else ""
                must = "the answers by which a step is reached"
                yield Problem("options", f"nothing that counts of {step}", must, hint)
                return
