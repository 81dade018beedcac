"""Which column of a file holds the answers to which item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from validation.claims import ItemType
from validation.errors import Problem, ResponseError
from validation.questionnaire import DerivedItem, Item, Questionnaire
from validation.responses.variables import Variable, Variables, variables_of
from validation.responses.words import spelt
from validation.study import DataSource

SHOWN = 8
ASIDE = ("screener", "open")


@dataclass(frozen=True, slots=True)
class AnswerSource:
    """Where the answers to an item stand: in one column, or in one column an option.

    `options` is empty for one column; else it names the option of each column.
    """

    item: Item | DerivedItem
    columns: tuple[str, ...]
    options: tuple[str, ...] = ()

    @property
    def item_type(self) -> ItemType:
        """The type of the item; bands are one."""
        return "bands" if isinstance(self.item, DerivedItem) else self.item.type

    @property
    def role(self) -> str:
        """What the item is asked for; bands are background."""
        return "background" if isinstance(self.item, DerivedItem) else self.item.role


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which columns of a file are used for what, and what was left over on either side."""

    sources: Mapping[str, AnswerSource]
    design: tuple[str, ...]
    unused: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file that is used."""
        answers = (column for source in self.sources.values() for column in source.columns)
        return tuple(dict.fromkeys([*answers, *self.design]))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of columns not used and items without answers."""
        return tuple(
            note for note in (_unused_note(self.unused), _absent_note(self.absent)) if note
        )


def map_columns(
    columns: Sequence[str], data: DataSource, questionnaire: Questionnaire
) -> ColumnMapping:
    """Return which item each column of a file answers.

    A column is found by `data.columns`, else by the item's own id, else by the codebook's name of
    an option (`item.option`, also written `item[option]`, `item/option` or `item_option`).

    Raises:
        ResponseError: With every column that is named and not in the file, every item that has
            several columns or only some of its options, or when no column is known at all.
    """
    variables = variables_of(questionnaire)
    problems = [*_check_named(columns, data), *_check_targets(data, variables)]
    found = _found(columns, data, variables)
    problems += _check_once(found)
    sources = _sources(found, variables)
    problems += _check_options(sources.values())
    if not sources and not problems:
        problems.append(_nothing_known(columns, variables))
    if problems:
        message = "columns: the columns of the file and the study do not fit together."
        raise ResponseError(message, problems)
    design = design_columns(data)
    used = {*design, *(column for source in sources.values() for column in source.columns)}
    unused = tuple(column for column in columns if column and column not in used)
    absent = tuple(
        item.id
        for item in questionnaire.items()
        if item.id not in sources and item.role not in ASIDE
    )
    return ColumnMapping(sources, design, unused, absent)


def design_columns(data: DataSource) -> tuple[str, ...]:
    """Return the columns that are no answers: id, wave, weight, time and the sampling design."""
    single = [data.id, data.wave, data.weight, data.strata, data.duration]
    named = [*(name for name in single if name), *data.cluster, *data.population]
    return tuple(dict.fromkeys(named))


def near(wanted: str, known: Iterable[str]) -> str:
    """Return a hint that names what was probably meant."""
    spelling = {spelt(name): name for name in known if name}
    close = [spelling[name] for name in get_close_matches(spelt(wanted), spelling, n=3)]
    return f"Did you mean {' or '.join(close)}?" if close else ""


def _check_named(columns: Sequence[str], data: DataSource) -> list[Problem]:
    places = {
        **{column: f"data.columns.{column}" for column in data.columns},
        **{column: f"data.population {column}" for column in data.population},
        **{column: f"data.cluster {column}" for column in data.cluster},
        **{
            column: f"data.{key}"
            for key in ("id", "wave", "weight", "strata", "duration")
            if (column := getattr(data, key))
        },
    }
    return [
        Problem(place, column, "a column of the file", near(column, columns) or _some(columns))
        for column, place in places.items()
        if column not in columns
    ]


def _check_targets(data: DataSource, variables: Variables) -> list[Problem]:
    return [
        Problem(
            f"data.columns.{column}",
            target,
            "an item of the study, or item.option",
            near(target, variables.names()),
        )
        for column, target in data.columns.items()
        if variables.find(target) is None
    ]


def _found(
    columns: Sequence[str], data: DataSource, variables: Variables
) -> dict[Variable, list[str]]:
    named = {column: variables.find(data.columns[column]) for column in data.columns}
    taken = {variable for variable in named.values() if variable}
    roles = {*design_columns(data)} - {*variables.items}
    found: dict[Variable, list[str]] = {}
    for column in columns:
        variable = named[column] if column in named else variables.find(column)
        if variable is None:
            continue
        spoken_for = not taken.isdisjoint({variable, Variable(variable.item)})
        if column not in named and (spoken_for or column in roles):
            continue
        found.setdefault(variable, []).append(column)
    return _preferred(found)


def _preferred(found: dict[Variable, list[str]]) -> dict[Variable, list[str]]:
    """A column an option says more than one column for all of them."""
    split = {variable.item for variable in found if variable.option}
    return {
        variable: columns
        for variable, columns in found.items()
        if variable.option or variable.item not in split
    }


def _check_once(found: Mapping[Variable, list[str]]) -> list[Problem]:
    return [
        Problem(
            variable.name,
            f"{len(columns)} columns: {', '.join(columns)}",
            "one column of the file",
            f"Say which one it is under data.columns: {{{columns[0]}: {variable.name}}}.",
        )
        for variable, columns in found.items()
        if len(columns) > 1
    ]


def _sources(found: Mapping[Variable, list[str]], variables: Variables) -> dict[str, AnswerSource]:
    sources: dict[str, AnswerSource] = {}
    for variable, columns in found.items():
        before = sources.get(variable.item, AnswerSource(variables.items[variable.item], ()))
        options = (variable.option,) if variable.option else ()
        sources[variable.item] = AnswerSource(
            before.item, (*before.columns, columns[0]), (*before.options, *options)
        )
    computed = {
        name
        for name, source in sources.items()
        if isinstance(source.item, DerivedItem) and source.item.of in sources
    }
    return {name: source for name, source in sources.items() if name not in computed}


def _check_options(sources: Iterable[AnswerSource]) -> list[Problem]:
    return [
        Problem(
            source.item.id,
            f"columns for {len(source.options)} of {len(source.item.choices)} options",
            "one column for each option",
            f"Without a column: {', '.join(missing)}. "
            f"Map it under data.columns, such as {{COLUMN: {source.item.id}.{missing[0]}}}.",
        )
        for source in sources
        if isinstance(source.item, Item)
        and source.options
        and (missing := [c.code for c in source.item.choices if c.code not in source.options])
    ]


def _nothing_known(columns: Sequence[str], variables: Variables) -> Problem:
    items = [*variables.items]
    return Problem(
        "row 1",
        f"{len(columns)} columns, none of them known: {_some(columns)}",
        f"the names of items ({_some(items)})",
        f"Map your columns under data.columns, such as {{{columns[0]}: {items[0]}}}.",
    )


def _some(names: Sequence[str]) -> str:
    more = f" … and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _unused_note(unused: Sequence[str]) -> str:
    if not unused:
        return ""
    return (
        f"Columns of the file that are not used: {len(unused)} ({_some(unused)}). "
        f"To use one, map it under data.columns, such as {{{unused[0]}: item}}."
    )


def _absent_note(absent: Sequence[str]) -> str:
    if not absent:
        return ""
    return (
        f"Items of the questionnaire that are not in the file: {len(absent)} ({_some(absent)}). "
        "Hypotheses about them get too few answers."
    )
