"""From the study's margins to weights, and what weighting cost."""

from validation.weighting.margins import weigh
from validation.weighting.model import MarginLine, Weighting

__all__ = ["MarginLine", "Weighting", "weigh"]
