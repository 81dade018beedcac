"""The JSON Schema of the study file, by which editors complete and check it."""

from typing import Any

from validation.study.model import Study

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def build_schema() -> dict[str, Any]:
    """Return the JSON Schema of a study file.

    >>> sorted(build_schema()["required"])
    ['hypotheses', 'study']
    """
    title = {"$schema": DIALECT, "title": "Todenna study file"}
    return title | Study.model_json_schema(by_alias=True) | {"title": title["title"]}
