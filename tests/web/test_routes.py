from pathlib import Path

from validation.settings import read_settings
from validation.web import build_app


def test_the_application_describes_all_that_people_and_services_reach(tmp_path: Path) -> None:
    app = build_app(read_settings({"TODENNA_HOME": str(tmp_path)}))
    described = {path: set(methods) for path, methods in app.openapi()["paths"].items()}
    both = {"get", "post"}

    assert described == {
        "/r/{token}": both,
        "/r/{token}/{number}": both,
        "/r/{token}/review": both,
        "/r/{token}/thanks": {"get"},
        "/r/{token}/language": {"post"},
        "/r/{token}/decline": both,
        "/r/{token}/erase": both,
        "/u/{token}": both,
        "/o/{token}": both,
        "/hooks/mail": {"post"},
        "/hooks/events": {"post"},
        "/assets/{name}": {"get"},
        "/health": {"get"},
        "/robots.txt": {"get"},
    }
    assert list(tmp_path.iterdir()) == []
