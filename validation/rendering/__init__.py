"""From documents and words to what people read: pages and texts."""

from validation.rendering.preview_page import render_preview_page
from validation.rendering.preview_text import render_preview_text

__all__ = ["render_preview_page", "render_preview_text"]
