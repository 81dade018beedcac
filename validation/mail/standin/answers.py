"""Answers in the shape of the API."""

from fastapi import Response
from fastapi.responses import JSONResponse

from validation.mail.standin.checking import Error


def errors(status: int, *found: Error) -> Response:
    """Return an answer that names what is wrong."""
    return JSONResponse({"errors": list(found)}, status_code=status)
