"""The study file: audience, personas, journey, items and hypotheses, checked."""

from validation.study.audience import Audience, DataSource, Kind, Reached
from validation.study.base import Codes, Document, Id
from validation.study.cadence import (
    Cadence,
    Comparison,
    EventCadence,
    EventStep,
    MeasureCadence,
    ScheduledCadence,
)
from validation.study.fieldwork import Fieldwork
from validation.study.hypothesis import Aspect, Evidence, Hypothesis
from validation.study.items import Band, BandsItem, NonAnswer, Scale, StudyItem
from validation.study.journey import JourneyStage, Outline, Persona, Touchpoint
from validation.study.model import Decision, Study
from validation.study.parsing import parse_study
from validation.study.places import Source
from validation.study.privacy import Controller, Privacy
from validation.study.readers import Digest, Reader
from validation.study.schema import build_schema
from validation.study.times import in_words, parts_of_rule

__all__ = [
    "Aspect",
    "Audience",
    "Band",
    "BandsItem",
    "Cadence",
    "Codes",
    "Comparison",
    "Controller",
    "DataSource",
    "Decision",
    "Digest",
    "Document",
    "EventCadence",
    "EventStep",
    "Evidence",
    "Fieldwork",
    "Hypothesis",
    "Id",
    "JourneyStage",
    "Kind",
    "MeasureCadence",
    "NonAnswer",
    "Outline",
    "Persona",
    "Privacy",
    "Reached",
    "Reader",
    "Scale",
    "ScheduledCadence",
    "Source",
    "Study",
    "StudyItem",
    "Touchpoint",
    "build_schema",
    "in_words",
    "parse_study",
    "parts_of_rule",
]
