"""Who looks at a page, as far as the page needs to know."""

from dataclasses import dataclass

from markupsafe import escape


@dataclass(frozen=True, slots=True)
class Visitor:
    """One respondent on one page.

    Args:
        path: the address under which the respondent's pages are, such as `/r/<token>`.
        csrf: what the forms of this page carry.
        language: the chosen one.
        respondent: for whom random orders are drawn, such as the invitation's code.
        preview: whether nothing is kept.
    """

    path: str
    csrf: str
    language: str
    respondent: str = ""
    preview: bool = False

    def values(self, banner: str) -> dict[str, str]:
        """Return what fills the places of a page, the banner in a preview alone."""
        values = {"path": str(escape(self.path)), "csrf": str(escape(self.csrf))}
        return values | {"banner": banner} if self.preview else values
