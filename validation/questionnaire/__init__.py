"""The questionnaire: from hypotheses to items, who is asked what, and the codebook."""

from validation.questionnaire.building import build_questionnaire
from validation.questionnaire.codebook import CodebookRow, codebook
from validation.questionnaire.library import (
    ItemTemplate,
    Library,
    ScaleTemplate,
    Words,
    check_library,
)
from validation.questionnaire.model import (
    Binding,
    Choice,
    DerivedItem,
    Item,
    Questionnaire,
    Section,
)
from validation.questionnaire.ordering import arranged, shuffled
from validation.questionnaire.routing import Given, band_of, visible_items
from validation.questionnaire.serving import bind_claims

__all__ = [
    "Binding",
    "Choice",
    "CodebookRow",
    "DerivedItem",
    "Given",
    "Item",
    "ItemTemplate",
    "Library",
    "Questionnaire",
    "ScaleTemplate",
    "Section",
    "Words",
    "arranged",
    "band_of",
    "bind_claims",
    "build_questionnaire",
    "check_library",
    "codebook",
    "shuffled",
    "visible_items",
]
