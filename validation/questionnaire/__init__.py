"""The questionnaire: from hypotheses to items, who is asked what, the answers, the codebook."""

from validation.questionnaire.answering import (
    LONGEST_NUMBER,
    LONGEST_TEXT,
    NO_ANSWER,
    NONE,
    NOT_SHOWN,
    Answer,
    AnswerProblem,
    Fields,
    Wrong,
    answer_field,
    has_none,
    offer_field,
    offered,
    place_field,
    read_answer,
    write_answer,
)
from validation.questionnaire.building import build_questionnaire
from validation.questionnaire.codebook import CodebookRow, codebook
from validation.questionnaire.comparing import compare_questionnaires
from validation.questionnaire.conditions import Conditions, compare_terms
from validation.questionnaire.duration import reading_seconds
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
from validation.questionnaire.narrowing import narrow, narrow_study
from validation.questionnaire.ordering import arranged, shuffled
from validation.questionnaire.paging import (
    SHOWN,
    Checked,
    Form,
    PageItems,
    dependents,
    write_page,
)
from validation.questionnaire.routing import Given, Routing, band_of, visible_items
from validation.questionnaire.sameness import (
    Compared,
    Comparison,
    Difference,
    Reason,
    Sameness,
)
from validation.questionnaire.serving import bind_claims

__all__ = [
    "LONGEST_NUMBER",
    "LONGEST_TEXT",
    "NONE",
    "NOT_SHOWN",
    "NO_ANSWER",
    "SHOWN",
    "Answer",
    "AnswerProblem",
    "Binding",
    "Checked",
    "Choice",
    "CodebookRow",
    "Compared",
    "Comparison",
    "Conditions",
    "DerivedItem",
    "Difference",
    "Fields",
    "Form",
    "Given",
    "Item",
    "ItemTemplate",
    "Library",
    "PageItems",
    "Questionnaire",
    "Reason",
    "Routing",
    "Sameness",
    "ScaleTemplate",
    "Section",
    "Words",
    "Wrong",
    "answer_field",
    "arranged",
    "band_of",
    "bind_claims",
    "build_questionnaire",
    "check_library",
    "codebook",
    "compare_questionnaires",
    "compare_terms",
    "dependents",
    "has_none",
    "narrow",
    "narrow_study",
    "offer_field",
    "offered",
    "place_field",
    "read_answer",
    "reading_seconds",
    "shuffled",
    "visible_items",
    "write_answer",
    "write_page",
]
