"""Whoever answers, seen from outside: opens pages, fills in their forms, presses buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

Given = Mapping[str, str | Sequence[str]]


@dataclass
class Page(HTMLParser):
    """A page as it came: its status, its heading, and the fields of its main form."""

    answer: httpx.Response
    action: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    heading: str = ""
    _form: str = ""
    _heading: bool = False

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.answer.text)

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def path(self) -> str:
        return self.answer.url.path

    @property
    def text(self) -> str:
        return self.answer.text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = said.get("id", "")
            self.action = said["action"] if said.get("id") == "page" else self.action
        if tag == "h1":
            self._heading = True
        if tag == "input" and self._form == "page" and kept(said):
            self.fields.setdefault(said["name"], []).append(said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._form = "" if tag == "form" else self._form
        self._heading = self._heading and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._heading:
            self.heading += data.strip()


@dataclass
class Browser:
    """Somebody at the pages of a server."""

    client: httpx.Client

    def open(self, path: str) -> Page:
        return Page(self.client.get(path))

    def send(self, page: Page, go: str = "next", /, **more: object) -> Page:
        """Fill in the form of a page and press a button; `given` are its answers."""
        fields = dict(page.fields)
        given = more.get("given", {})
        assert isinstance(given, Mapping)
        for name, value in given.items():
            fields[name] = [value] if isinstance(value, str) else list(value)
        fields["go"] = [go]
        fields |= {name: [str(value)] for name, value in more.items() if name != "given"}
        return Page(self.client.post(page.action, data=fields))

    def finish(self, token: str) -> Page:
        """Answer all of the survey and send it."""
        page = self.send(self.open(f"/r/{token}"), "start")
        for given in ANSWERS:
            page = self.send(page, given=given)
        return self.send(page, "send")


ANSWERS: tuple[Given, ...] = (
    {"a.reached": ["find", "buy"]},
    {"a.channel": "web"},
    {"a.ease": "4", "a.met": ["seller", "guard"]},
    {"a.age": "34"},
)


def kept(said: Mapping[str, str]) -> bool:
    """Tell whether a browser would send an input that nobody touched."""
    kind = said.get("type", "text")
    return "name" in said and (kind not in {"radio", "checkbox"} or "checked" in said)
