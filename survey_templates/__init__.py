"""The shipped content: journeys, items, scales and words as YAML, pages as Jinja2; no code."""
