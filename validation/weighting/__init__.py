"""From the study's margins to weights, and what weighting cost."""

from validation.weighting.margins import UNKNOWN, weigh
from validation.weighting.model import MarginLine, Weighting

__all__ = ["UNKNOWN", "MarginLine", "Weighting", "weigh"]
