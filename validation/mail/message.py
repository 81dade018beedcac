"""One e-mail to one person, and what became of it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal, Self

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from validation.mail.places import Place, Value, check_places, fill_places

# Gmail cuts what comes after, and the link that ends the mail stands there.
LONGEST_HTML = 102_000
# A request for 500 people takes 30 MB; what each of them adds is the rest.
LARGEST = 20_000_000
PNG = b"\x89PNG\r\n\x1a\n"
CID = re.compile(r"""(?:src|background)\s*=\s*["']cid:([^"']+)["']""", re.IGNORECASE)
SAFE_URL = re.compile(r"(?:https://|http://(?:127\.0\.0\.1|localhost)[:/])[!-;=?-~]+")


def check_address(value: str) -> str:
    """Return an e-mail address in its usual spelling.

    >>> check_address("Anna.Virtanen@Example.com")
    'Anna.Virtanen@example.com'

    Raises:
        ValueError: when it is no address.
    """
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError as error:
        message = f"found {value!r}, must be one e-mail address such as anna@example.com. {error}"
        raise ValueError(message) from None


def _one_line(value: str) -> str:
    if not value.isprintable():
        message = f"found {value!r}, must be one line of text. Take out line breaks and tabs."
        raise ValueError(message)
    return value


def check_name(value: str) -> str:
    """Return the name of a sender.

    Raises:
        ValueError: it has signs that a mail service takes for the end of a name.
    """
    if not value.isprintable() or {";", ","} & set(value):
        message = f"found {value!r}, must be a name without ';', ',' and line breaks."
        raise ValueError(message)
    return value


def _url(value: str) -> str:
    if SAFE_URL.fullmatch(value) is None:
        message = f"found {value!r}, must be an address that begins with https://."
        raise ValueError(message)
    return value


def _short_enough(value: str) -> str:
    size = len(value.encode())
    if size >= LONGEST_HTML:
        message = (
            f"found {size} bytes, must be under {LONGEST_HTML}. Show fewer rows and link to the "
            "report: mail programs cut off what is longer."
        )
        raise ValueError(message)
    return value


def _png(value: bytes) -> bytes:
    if not value.startswith(PNG):
        message = f"found bytes that begin with {value[:8]!r}, must be a PNG image."
        raise ValueError(message)
    return value


Address = Annotated[str, AfterValidator(check_address)]
Line = Annotated[str, Field(min_length=1), AfterValidator(_one_line)]
Name = Annotated[Line, Field(max_length=200), AfterValidator(check_name)]
Text = Annotated[str, Field(pattern=r"\S")]
Slug = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=64)]


class InlineImage(BaseModel):
    """A picture that travels with the mail and that its HTML names as `cid:…`."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64"
    )

    content_id: Slug
    png: Annotated[bytes, AfterValidator(_png)]


class Message(BaseModel):
    """One e-mail to one person, ready to leave.

    `key` says which mail it is, so that it leaves once; `outbox_id` is random and is all that the
    mail service hears of it besides `kind`. `substitutions` has the values of the places, such as
    %link%, in a subject and body that many people share. `sender_name` stands beside the address
    of the account.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Annotated[Line, Field(max_length=300)]
    outbox_id: Slug
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z_-]{0,31}$")]
    to: Address
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    subject: Annotated[Line, Field(max_length=200)]
    html: Annotated[Text, AfterValidator(_short_enough)]
    text: Text
    images: tuple[InlineImage, ...] = ()
    sender_name: Name | None = None
    reply_to: Address | None = None
    list_unsubscribe: Annotated[str, Field(max_length=2000), AfterValidator(_url)] | None = None
    substitutions: dict[Place, Value] = {}

    @model_validator(mode="after")
    def _images_are_those_of_the_html(self) -> Self:
        shown = set(CID.findall(self.html))
        brought = [image.content_id for image in self.images]
        if shown != set(brought) or len(brought) != len(set(brought)):
            message = (
                f"found the images {brought}, must be each of those that the HTML shows, once: "
                f"{sorted(shown)}."
            )
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _places_and_size_are_right(self) -> Self:
        check_places((self.subject, self.html, self.text), self.substitutions)
        size = len(self.text.encode()) + sum(len(one.png) * 4 // 3 for one in self.images)
        if size > LARGEST:
            message = f"found {size} bytes, must be at most {LARGEST}. Leave out pictures."
            raise ValueError(message)
        return self

    def filled(self, text: str) -> str:
        """Return the subject or a body of this message as its reader sees it."""
        return fill_places(text, self.substitutions)


State = Literal["accepted", "refused", "later", "unknown"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message.

    `accepted`: taken over. `refused`: will never be taken as it is. `later`: surely not taken, may
    be tried again. `unknown`: it may have been taken; only evidence or a person may decide.
    """

    key: str
    state: State
    reason: str = ""
    message_id: str = ""
    wait: timedelta = timedelta(0)
