"""The forms of a web page as a browser without JavaScript reads them, fills them and sends them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

TICKED = {"radio", "checkbox"}
BUTTONS = {"submit", "image"}
IDLE = {"button", "reset"}  # what sends nothing

Given = Mapping[str, Sequence[str]]
Pair = tuple[str, str]


@dataclass(slots=True)
class Control:
    """One place of a form: its kind is its `type`, or select or textarea."""

    kind: str
    name: str
    value: str = ""
    ticked: bool = False
    disabled: bool = False
    action: str | None = None
    options: list[str] = field(default_factory=list)

    def takes(self, value: str) -> bool:
        """Tell whether a person can give this value here."""
        if self.kind == "select":
            return value in self.options
        return self.kind not in TICKED or self.value == value

    def sent(self, given: Given) -> Iterator[Pair]:
        """Yield what goes out when a person has given these answers, and left the rest."""
        if self.kind in TICKED:
            if self.value in given[self.name] if self.name in given else self.ticked:
                yield self.name, self.value
        else:
            yield self.name, next(iter(given.get(self.name, ())), self.value)


@dataclass(slots=True)
class PageForm:
    """A form of a page, with the controls that stand in it."""

    name: str
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        """Return what stands in the controls of a name."""
        return [one.value for one in self.controls if one.name == name]

    def button(self, name: str, *values: str) -> Control | None:
        """Return the first button of a name with one of these values, None if there is none."""
        buttons = (one for one in self._open() if one.kind in BUTTONS and one.name == name)
        return next((one for one in buttons if one.value in values), None)

    def lacking(self, given: Given) -> list[Pair]:
        """Return the answers that have no place in the form."""
        return [
            (name, value)
            for name, values in given.items()
            for value in values
            if not any(one.name == name and one.takes(value) for one in self._open())
        ]

    def filled(self, given: Given, button: Control | None = None) -> list[Pair]:
        """Return what a browser sends: all that is filled in, and the button that was pressed."""
        shown = [one for one in self._open() if one.kind not in BUTTONS | IDLE]
        pairs = [pair for one in shown if one.name for pair in one.sent(given)]
        return [*pairs, (button.name, button.value)] if button and button.name else pairs

    def target(self, button: Control | None = None) -> str:
        """Return the address that the form is sent to."""
        return (button and button.action) or self.action

    def _open(self) -> list[Control]:
        return [one for one in self.controls if not one.disabled]


@dataclass(frozen=True, slots=True)
class Page:
    """What a person sees of a page: its heading, its forms and where its links lead."""

    address: str
    heading: str
    forms: tuple[PageForm, ...]
    links: tuple[str, ...]


def read_page(html: str, address: str) -> Page:
    """Return the forms and links of a page; addresses are whole.

    >>> page = read_page('<h1>Hi</h1><form method=post><input name=a value=1></form>', "http://x/r")
    >>> page.heading, page.forms[0].target(), page.forms[0].filled({})
    ('Hi', 'http://x/r', [('a', '1')])
    """
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return Page(address, " ".join(reader.heading.split()), tuple(reader.forms), tuple(reader.links))


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.heading = address, ""
        self.forms: list[PageForm] = []
        self.links: list[str] = []
        self._form: PageForm | None = None
        self._text: Control | None = None
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "h1":
            self._in_heading = not self.heading
        elif tag == "a" and "href" in given:
            self.links.append(urljoin(self.address, given["href"]))
        elif tag == "form":
            action = urljoin(self.address, given.get("action", ""))
            method = given.get("method", "get").lower()
            self._form = PageForm(given.get("id", ""), action, method)
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, given, self._form)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._text is not None:
            # The line break right after the tag is none of the text's.
            self._text.value = self._text.value.removeprefix("\n")
            self._text = None
        elif tag == "h1":
            self._in_heading = False

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.value += data
        if self._in_heading:
            self.heading += data

    def _control(self, tag: str, given: Mapping[str, str], form: PageForm) -> None:
        if tag == "option":
            self._option(given, form.controls[-1])
        elif tag in ("input", "button", "select", "textarea"):
            control = _build_control(tag, given, self.address)
            form.controls.append(control)
            self._text = control if tag == "textarea" else None

    def _option(self, given: Mapping[str, str], select: Control) -> None:
        value = given.get("value", "")
        if not select.options or "selected" in given:
            select.value = value
        select.options.append(value)


def _build_control(tag: str, given: Mapping[str, str], address: str) -> Control:
    usual = {"input": "text", "button": "submit"}
    kind = given.get("type", usual[tag]).lower() if tag in usual else tag
    action = given.get("formaction")
    return Control(
        kind,
        given.get("name", ""),
        given.get("value", "on" if kind in TICKED else ""),
        ticked="checked" in given,
        disabled="disabled" in given,
        action=None if action is None else urljoin(address, action),
    )
