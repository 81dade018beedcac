"""Templates with every branch taken, and documents in which every field has a value.

Rendered so, a template fails on any name or field that its documents do not have, also in a branch
that no real document happens to take.
"""

import types
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import count
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

PLAIN = {int: 1, float: 0.5, bool: True}
NUMBERS = count()


class EveryBranch(Environment):
    """An environment that takes both sides of every choice, and shows what is chosen by."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        whole: nodes.Template = Open().visit(parsed)
        return whole


class Open(NodeTransformer):
    """Puts all branches one after another."""

    def visit_If(self, node: nodes.If) -> list[nodes.Node]:  # noqa: N802 (Jinja's name)
        """Return what is asked, then what follows if so, and if not."""
        self.generic_visit(node)
        asked = nodes.Output([node.test], lineno=node.lineno)
        return [asked, *node.body, *node.elif_, *node.else_]

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 (Jinja's name)
        """Return a loop that leaves nothing out, though it looks at what it would leave out by."""
        self.generic_visit(node)
        if node.test is not None:
            node.body.insert(0, nodes.Output([node.test], lineno=node.lineno))
            node.test = None
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:  # noqa: N802 (Jinja's name)
        """Return all that a choice may give, joined."""
        self.generic_visit(node)
        return _joined(node, node.test, node.expr1, node.expr2)

    def visit_And(self, node: nodes.And) -> nodes.Node:  # noqa: N802 (Jinja's name)
        """Return both sides, joined."""
        self.generic_visit(node)
        return _joined(node, node.left, node.right)

    def visit_Or(self, node: nodes.Or) -> nodes.Node:  # noqa: N802 (Jinja's name)
        """Return both sides, joined."""
        self.generic_visit(node)
        return _joined(node, node.left, node.right)


def _joined(node: nodes.Node, *parts: nodes.Expr | None) -> nodes.Node:
    return nodes.Concat([part for part in parts if part is not None], lineno=node.lineno)


def specimen(kind: Any) -> Any:  # noqa: ANN401 (a type, and one of it)
    """Return a value of a type in which nothing is empty and nothing is None."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return specimen(next(one for one in inside if one is not type(None)))
    if origin is Literal:
        return inside[0]
    if origin is tuple:
        parts = [one for one in inside if one is not Ellipsis]
        return tuple(specimen(one) for one in parts)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{one.name: specimen(hints[one.name]) for one in fields(kind)})  # type: ignore[operator] # a class
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return f"text {next(NUMBERS)}" if kind is str else PLAIN[kind]
