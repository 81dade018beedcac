"""The study file: audience, personas, journey, items and hypotheses, checked."""

from validation.study.audience import Audience, DataSource, Kind, Reached
from validation.study.base import Codes, Document, Id
from validation.study.cadence import Cadence, Digest, Fieldwork
from validation.study.hypothesis import Aspect, Evidence, Hypothesis
from validation.study.items import Band, BandsItem, NonAnswer, Scale, StudyItem
from validation.study.journey import JourneyStage, Outline, Persona, Touchpoint
from validation.study.model import Decision, Study
from validation.study.parsing import parse_study
from validation.study.places import Source
from validation.study.privacy import Controller, Privacy
from validation.study.schema import build_schema

__all__ = [
    "Aspect",
    "Audience",
    "Band",
    "BandsItem",
    "Cadence",
    "Codes",
    "Controller",
    "DataSource",
    "Decision",
    "Digest",
    "Document",
    "Evidence",
    "Fieldwork",
    "Hypothesis",
    "Id",
    "JourneyStage",
    "Kind",
    "NonAnswer",
    "Outline",
    "Persona",
    "Privacy",
    "Reached",
    "Scale",
    "Source",
    "Study",
    "StudyItem",
    "Touchpoint",
    "build_schema",
    "parse_study",
]
