"""The item library as data: templates of items and scales, and what they must fulfil."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, Self, get_args

from jinja2 import TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BeforeValidator, Field, model_validator

from validation.errors import Problem
from validation.language import Language, LocalizedText
from validation.questionnaire.model import AskedType, Role
from validation.study import Aspect, Document, Id, NonAnswer, Scale

Subject = Literal["about", "touchpoint", "message", "says", "stage", "general"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
SectionName = Literal["screener", "general", "background"]
Options = dict[str, LocalizedText]


def _as_texts(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    return [str(one) for one in value] if isinstance(value, list) else value


class ScaleTemplate(Scale):
    """A rating scale that studies and item templates use by its name."""

    id: Id
    negative: tuple[int, ...] = Field((), description="of a two-sided scale: the points against")
    positive: tuple[int, ...] = Field((), description="of a two-sided scale: the points in favour")
    source: str = Field(description="where the wording comes from; 'proposal' where it is ours")

    @model_validator(mode="after")
    def _balanced(self) -> Self:
        sides = (set(self.negative), set(self.positive)), (set(self.labels), set(self.labels))
        for one, other in sides:
            if {self.start + self.end - point for point in one} != other:
                message = f"{self.id}: unbalanced, {sorted(one)} must mirror {sorted(other)}"
                raise ValueError(message)
        if not set(self.labels) <= set(range(self.start, self.end + 1)):
            message = f"{self.id}: labels {sorted(self.labels)} must be points of the scale"
            raise ValueError(message)
        return self


class ItemTemplate(Document):
    """An item to be made for hypotheses; its stem is filled with the study's words."""

    id: Id
    role: Role = "measure"
    aspects: tuple[Aspect, ...] = Field((), description="the aspects it is the default for")
    scores: tuple[str, ...] = Field((), description="the scores it is the default for")
    kinds: tuple[str, ...] = Field((), description="the kinds of claim it is the default for")
    type: AskedType
    scale: Id | None = None
    options: Options = Field(default_factory=dict)
    options_from: Literal["touchpoints", "stages"] | None = None
    counts: Annotated[
        tuple[str, ...],
        BeforeValidator(_as_texts),
        Field(description="the answers that count for a share"),
    ] = ()
    offers: tuple[NonAnswer, ...] = ()
    shuffle: bool = False
    general: bool = Field(default=False, description="about the whole; asked before the parts")
    help: LocalizedText | None = None
    stems: Annotated[
        dict[Subject, LocalizedText],
        Field(min_length=1, description="what it can ask about → the question, a Jinja2 template"),
    ]
    source: str

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        ways = [bool(self.scale), bool(self.options), bool(self.options_from)]
        needed = {"rating": [1, 0, 0], "text": [0, 0, 0], "number": [0, 0, 0]}.get(self.type)
        if (ways != needed) if needed else (ways[0] or sum(ways) != 1):
            message = (
                f"{self.id}: a {self.type} item needs its one form of answer: scale or options"
            )
            raise ValueError(message)
        return self


class Words(Document):
    """Words of a questionnaire that belong to no single item."""

    sections: dict[SectionName, LocalizedText]
    non_answers: dict[NonAnswer, LocalizedText]
    overall: dict[Language, tuple[str, ...]] = Field(
        description="by which a written item is known to ask about the whole"
    )


class Library(Document):
    """Everything from which items are made."""

    items: dict[Id, ItemTemplate]
    scales: dict[Id, ScaleTemplate]
    words: Words

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for template in self.items.values():
            if template.scale is not None and template.scale not in self.scales:
                message = f"{template.id}: no scale {template.scale!r} in the library"
                raise ValueError(message)
            codes = self.codes(template)
            if codes and not set(template.counts) <= set(codes):
                message = f"{template.id}: counts {template.counts}, must be among {codes}"
                raise ValueError(message)
        for kind in ("kinds", "scores", "aspects"):
            named = [name for one in self.items.values() for name in getattr(one, kind)]
            if len(named) != len(set(named)):
                message = f"{kind}: two templates are the default for the same one"
                raise ValueError(message)
        return self

    def scales_written(self) -> dict[str, Scale]:
        """Return the scales by name, as a study may use them."""
        return dict(self.scales)

    def codes(self, template: ItemTemplate) -> tuple[str, ...]:
        """Return the codes of a template's answers, as far as they do not come from the study."""
        if template.scale is None:
            return tuple(template.options)
        scale = self.scales[template.scale]
        return tuple(str(point) for point in range(scale.start, scale.end + 1))

    def default(
        self, *, kind: str | None = None, score: str | None, aspect: Aspect | None
    ) -> ItemTemplate | None:
        """Return the template for a kind of claim, else for a score, else for an aspect."""
        for key, name in (("kinds", kind), ("scores", score), ("aspects", aspect)):
            for template in self.items.values():
                if name is not None and name in getattr(template, key):
                    return template
        return None

    def speaks(self, languages: tuple[Language, ...], template: Id) -> bool:
        """Tell whether a template has its questions in all of the languages."""
        stems = self.items[template].stems.values()
        return not any(stem.missing(languages) for stem in stems)


def check_library(library: Library, languages: Sequence[Language]) -> Iterator[Problem]:
    """Yield every text that a language lacks, and every stem that asks for unknown words."""
    for where, text in _texts(library):
        for tag in text.missing(languages):
            yield Problem(where, f"no text in {tag}", "there in every language")
    for tag in languages:
        if tag not in library.words.overall:
            yield Problem("words.overall", f"no words in {tag}", "there in every language")
    for template in library.items.values():
        for subject, stem in template.stems.items():
            known = set() if subject == "general" else {"about"}
            for tag, written in stem.texts.items():
                if _names(written) != known:
                    where = f"items.{template.id}.stems.{subject}.{tag}"
                    yield Problem(where, repr(written), f"a template of {known or 'no words'}")


def _texts(library: Library) -> Iterator[tuple[str, LocalizedText]]:
    for scale in library.scales.values():
        yield from ((f"scales.{scale.id}.{point}", text) for point, text in scale.labels.items())
    for item in library.items.values():
        yield from ((f"items.{item.id}.{code}", text) for code, text in item.options.items())
        yield from ((f"items.{item.id}.stems.{name}", text) for name, text in item.stems.items())
        if item.help is not None:
            yield f"items.{item.id}.help", item.help
    for name, text in (*library.words.sections.items(), *library.words.non_answers.items()):
        yield f"words.{name}", text


def _names(stem: str) -> set[str] | None:
    try:
        return meta.find_undeclared_variables(ImmutableSandboxedEnvironment().parse(stem))
    except TemplateSyntaxError:
        return None
