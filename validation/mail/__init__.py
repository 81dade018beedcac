"""Mail to people: claimed from an outbox, sent once, through SendGrid or into a folder."""

from validation.mail.delivery import BATCH, SendResult, deliver_pending
from validation.mail.gateway import FolderGateway, SendGridAccount, SendGridGateway, Wait
from validation.mail.message import InlineImage, Message, Outcome
from validation.mail.port import Gateway, OutboxPort
from validation.mail.settling import HELD, HORIZON, judge_silence
from validation.mail.standin import run_standin
from validation.mail.webhook import MailEvent, read_public_key, verify_events

__all__ = [
    "BATCH",
    "HELD",
    "HORIZON",
    "FolderGateway",
    "Gateway",
    "InlineImage",
    "MailEvent",
    "Message",
    "OutboxPort",
    "Outcome",
    "SendGridAccount",
    "SendGridGateway",
    "SendResult",
    "Wait",
    "deliver_pending",
    "judge_silence",
    "read_public_key",
    "run_standin",
    "verify_events",
]
