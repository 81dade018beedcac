import hashlib

from validation.rendering.respondent import assets


def test_the_address_of_a_file_tells_its_content() -> None:
    for name, asset in assets().items():
        stem, _, ending = name.partition(".")
        version = hashlib.sha256(asset.content).hexdigest()[:12]
        assert asset.address == f"/assets/{stem}.{version}.{ending}"


def test_there_is_one_style_sheet_and_one_script() -> None:
    kinds = {name: asset.media_type for name, asset in assets().items()}
    assert kinds == {
        "respondent.css": "text/css; charset=utf-8",
        "respondent.js": "text/javascript; charset=utf-8",
    }
