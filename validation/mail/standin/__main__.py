"""Starts the stand-in by itself: `python -m validation.mail.standin --port 8025`."""

import argparse
import sys
from contextlib import suppress
from threading import Event

from validation.errors import DeliveryError
from validation.mail.standin.server import STANDIN_KEY, run_standin


def main(arguments: list[str] | None = None, *, end: Event | None = None) -> int:
    """Run the stand-in until Ctrl-C, or until `end` is set, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m validation.mail.standin", description="A stand-in of SendGrid's API."
    )
    parser.add_argument("--port", type=int, default=8025, help="0 for any that is free")
    parser.add_argument("--key", default=STANDIN_KEY, help="the key that it takes")
    chosen = parser.parse_args(arguments)
    try:
        _run(chosen.port, chosen.key, end or Event())
    except DeliveryError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _run(port: int, key: str, end: Event) -> None:
    with run_standin(port, key=key) as url, suppress(KeyboardInterrupt):
        sys.stdout.write(f"Host: {url}\nKey: {key}\nInbox: {url}/inbox\n")
        sys.stdout.write(f"Key of its events: {url}/_local/key\n")
        sys.stdout.flush()
        # With a limit, Ctrl-C ends the wait on every system.
        while not end.wait(timeout=1):
            pass


if __name__ == "__main__":
    sys.exit(main())
