"""A stand-in of SendGrid's API for tests and the demo: on this machine only, nothing is sent."""

from validation.mail.standin.server import STANDIN_KEY, run_standin

__all__ = ["STANDIN_KEY", "run_standin"]
