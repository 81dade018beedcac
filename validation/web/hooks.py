"""What the mail service tells: believed when it is signed, kept, and acted upon later."""

from starlette.requests import Request
from starlette.responses import Response

from validation.errors import WebhookError
from validation.mail import MailEvent, verify_events
from validation.store import Evidence, save_evidence
from validation.web.desk import Desk, asking
from validation.web.forms import read_body
from validation.web.limits import Limits
from validation.web.storing import StoreKeeper

SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp"
LIMITS = Limits(body=2_000_000)
DONE, REFUSED = 204, 403


class Hooks:
    """The handlers of what services tell.

    Args:
        desk: counts what is told in vain.
        keeper: keeps what is told.
        public_key: with which the mail service's word is checked; without it nothing is believed.
    """

    def __init__(self, desk: Desk, keeper: StoreKeeper, public_key: str | None) -> None:
        self._desk = desk
        self._keeper = keeper
        self._public_key = public_key

    async def take_mail_events(self, request: Request) -> Response:
        """Keep the events of a post, each once."""
        now = self._desk.now()
        raw = await read_body(request, LIMITS)
        said = request.headers.get
        try:
            events = self._verified(raw, said(SIGNATURE), said(TIMESTAMP))
        except WebhookError:
            self._desk.gate.miss(asking(request))
            return Response(status_code=REFUSED)
        told = [_evidence(one) for one in events]
        await self._keeper.change(lambda connection: save_evidence(connection, told, now=now))
        return Response(status_code=DONE)

    def _verified(
        self, raw: bytes, signature: str | None, timestamp: str | None
    ) -> tuple[MailEvent, ...]:
        if self._public_key is None:
            raise WebhookError("mail events: found no TODENNA_WEBHOOK_KEY, so none is believed.")
        return verify_events(raw, signature, timestamp, self._public_key, self._desk.now())


def _evidence(event: MailEvent) -> Evidence:
    # Who unsubscribes did get the mail: that is no fate of it.
    fate = None if event.fate == "unsubscribed" else event.fate
    return Evidence(
        event.key, event.reference, event.event, event.happened_at, fate, event.suppression
    )
