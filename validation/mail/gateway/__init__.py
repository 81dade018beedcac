"""The ways out for mail: SendGrid's API, and a folder of files."""

from validation.mail.gateway.account import EU_HOST, GLOBAL_HOST, SendGridAccount
from validation.mail.gateway.folder import FolderGateway
from validation.mail.gateway.sending import SendGridGateway, Wait

__all__ = ["EU_HOST", "GLOBAL_HOST", "FolderGateway", "SendGridAccount", "SendGridGateway", "Wait"]
