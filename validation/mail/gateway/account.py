"""The account at SendGrid, and how it is used."""

from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from validation.mail.message import Address, check_name

GLOBAL_HOST = "https://api.sendgrid.com"
EU_HOST = "https://api.eu.sendgrid.com"
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
REAL_KEY = "SG."


def _key(value: SecretStr) -> SecretStr:
    key = value.get_secret_value()
    if not (key and key.isascii() and key.isprintable() and " " not in key):
        message = "found a key with blanks or other characters, must be the key as SendGrid gave it"
        raise ValueError(message)
    return value


def _ascii(value: str) -> str:
    if not value.isascii():
        message = f"found {value!r}, must be an address without letters such as ä: SendGrid's rule."
        raise ValueError(message)
    return value


def _host(value: str) -> str:
    parts = urlsplit(value)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not (safe and parts.hostname) or parts.path.strip("/") or parts.query:
        message = f"found {value!r}, must be a host such as {EU_HOST}."
        raise ValueError(message)
    return value.rstrip("/")


class SendGridAccount(BaseModel):
    """Whose mail it is, where it goes to, and how long to wait for an answer (seconds).

    `batch` is how many people share a request; `sandbox` has every message checked and none sent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Annotated[SecretStr, AfterValidator(_key)]
    sender: Annotated[Address, AfterValidator(_ascii)]
    sender_name: Annotated[str, AfterValidator(check_name)] = ""
    host: Annotated[str, AfterValidator(_host)] = GLOBAL_HOST
    timeout: Annotated[float, Field(gt=0)] = 20.0
    batch: Annotated[int, Field(ge=1, le=500)] = 500
    sandbox: bool = False

    @model_validator(mode="after")
    def _a_real_key_stays_at_home(self) -> Self:
        real = self.key.get_secret_value().startswith(REAL_KEY)
        if real and urlsplit(self.host).hostname in LOOPBACK:
            message = (
                f"found a real key for {self.host}, must be another. Give the stand-in its own."
            )
            raise ValueError(message)
        return self
