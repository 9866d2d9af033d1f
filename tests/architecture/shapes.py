"""What sentences the core can make, read off its source: literals as they stand, and `{}` for what is set into them."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
HOLE = "{}"
_DEEPEST = 14
_MOST = 64
_FEW = 4
_ASSIGNS = (ast.Assign, ast.AugAssign, ast.NamedExpr)
OPAQUE = frozenset(
    {
        ("processor.ids", "document_name"),
        ("processor.approvals.mails", "name"),
        ("processor.approvals.mails", "title"),
        ("processor.approvals.mails", "at"),
        ("processor.approvals.mails", "moment"),
        ("processor.deployments.common", "shown"),
        ("processor.facts.steps", "moment"),
    }
)
"""What gives a document's name or a moment back: a value like any other."""

Function = ast.FunctionDef
Called = tuple[ast.Call, Function | None]
"""A call, and the function that it stands in."""


class Source:
    """A module, with the functions, constants and imports that its names stand for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.functions: dict[str, list[ast.FunctionDef]] = {}
        for function in ast.walk(self.tree):
            if isinstance(function, ast.FunctionDef):
                self.functions.setdefault(function.name, []).append(function)
        self.constants: dict[str, ast.expr] = {}
        self.imported: dict[str, tuple[str, str]] = {}
        for one in self.tree.body:
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                self.constants[one.targets[0].id] = one.value
            elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and one.value is not None:
                self.constants[one.target.id] = one.value
            elif isinstance(one, ast.ImportFrom) and one.module and one.module.startswith("processor."):
                self.imported |= {(name.asname or name.name): (one.module, name.name) for name in one.names}

        self._above: dict[int, tuple[ast.AST, str]] = {}
        self._calls: dict[str, list[Called]] = {}
        self._look(self.tree, None)

    def _look(self, parent: ast.AST, inside: Function | None) -> None:
        """Notes of each node what it stands in, and of each call who is called."""
        for field, below in ast.iter_fields(parent):
            for child in below if isinstance(below, list) else [below]:
                if isinstance(child, ast.AST) and child._fields:
                    self._above[id(child)] = (parent, field)
                    if isinstance(child, ast.Call) and (name := _called(child)):
                        self._calls.setdefault(name, []).append((child, inside))
                    self._look(child, child if isinstance(child, ast.FunctionDef) else inside)

    def blocks(self, node: ast.AST) -> list[tuple[int, str]]:
        """The lists of statements that a node stands in, the innermost first."""
        found = []
        while id(node) in self._above:
            parent, field = self._above[id(node)]
            if isinstance(node, ast.stmt):
                found.append((id(parent), field))
            node = parent
        return found

    def calls(self, names: Sequence[str]) -> Iterator[Called]:
        """Every call of one of these names, with the function that it stands in."""
        return (one for name in names for one in self._calls.get(name, ()))


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def module_of(path: Path) -> str:
    """The module below `processor/`, as `tickets/undo`."""
    return path.relative_to(CHECKOUT / "processor").with_suffix("").as_posix()


@cache
def source(path: Path) -> Source:
    """The module of this file."""
    return Source(path)


def module(name: str) -> Source | None:
    """The module of this dotted name, where it is one of ours."""
    stem = CHECKOUT.joinpath(*name.split("."))
    path = next((one for one in (stem.with_suffix(".py"), stem / "__init__.py") if one.is_file()), None)
    return source(path) if path else None


def shapes(node: ast.expr | None, where: Source, inside: Function | None, depth: int = 0) -> list[str]:
    """The shapes that an expression can have; `{}` alone for what is not known."""
    if node is None or depth > _DEEPEST:
        return [HOLE]
    below = [shapes(one, where, inside, depth + 1) for one in _pieces(node)]
    match node:
        case ast.Constant(value=str(text)):
            return [text.replace("{", "{{").replace("}", "}}")]
        case ast.Constant(value=None):
            return []
        case ast.JoinedStr() | ast.BinOp(op=ast.Add()):
            return _product(below)
        case ast.IfExp() | ast.BoolOp(op=ast.Or()):
            return _unique([shape for one in below for shape in one])
        case ast.FormattedValue(value=value):
            return _inner(value, where, inside, depth)
        case ast.Name():
            return _named(where, inside, node, depth)
    return below[0] if below else _looked_up(node, where, inside, depth)


def _pieces(node: ast.expr) -> list[ast.expr]:
    """What an expression is put together of, or a piece cut from."""
    match node:
        case ast.JoinedStr(values=values) | ast.BoolOp(op=ast.Or(), values=values):
            return values
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(op=ast.Add(), left=one, right=other):
            return [one, other]
        case ast.Subscript(value=value, slice=ast.Slice()):
            return [value]
        case ast.Call(func=ast.Attribute(value=value, attr="strip" | "removesuffix" | "rstrip")):
            return [value]
    return []


def _looked_up(node: ast.expr, where: Source, inside: Function | None, depth: int) -> list[str]:
    """What a table or a function of ours gives back."""
    match node:
        case ast.Subscript(value=ast.Name(id=name)):
            return _values(where, name, depth)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get"), args=[_, *rest]):
            others = [shape for more in rest for shape in shapes(more, where, inside, depth)]
            return _unique(_values(where, name, depth) + others)
        case ast.Call(func=ast.Name(id=name)):
            return _returned(where, name, depth)
    return [HOLE]


def _inner(value: ast.expr, where: Source, inside: Function | None, depth: int) -> list[str]:
    """What is set into a sentence: words where they stand in the source themselves, else whatever is put there."""
    if isinstance(value, ast.IfExp | ast.BoolOp | ast.Constant | ast.JoinedStr):
        return shapes(value, where, inside, depth + 1)
    if isinstance(value, ast.Name):
        found = _named(where, inside, value, depth)
        return found if len(found) <= _FEW else [HOLE]
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        found = _returned(where, value.func.id, depth + 1)
        return found if len(found) <= _FEW else [HOLE]
    return [HOLE]


def _named(where: Source, inside: Function | None, used: ast.Name, depth: int) -> list[str]:
    name = used.id
    found = _assigned(where, inside, used, depth) if inside is not None else []
    if not found and name in where.constants:
        found = shapes(where.constants[name], where, None, depth + 1)
    if not found and name in where.imported:
        home, original = where.imported[name]
        there = module(home)
        if there is not None and original in there.constants:
            found = shapes(there.constants[original], there, None, depth + 1)
    return _unique(found) or [HOLE]


def _assigned(where: Source, inside: Function, used: ast.Name, depth: int) -> list[str]:
    """What a name can hold where it is used: of all that is assigned before, what no later assignment replaces."""
    reached = where.blocks(used)
    found: list[str] = []
    for one in sorted((one for one in ast.walk(inside) if isinstance(one, _ASSIGNS)), key=lambda one: one.lineno):
        value = _value_for(one, used.id)
        if value is None or one.lineno > used.lineno or any(below is used for below in ast.walk(value)):
            continue
        new = shapes(value, where, inside, depth + 1)
        if isinstance(one, ast.AugAssign):
            new = _product([found or [HOLE], new])
        found = new if where.blocks(one)[:1] and where.blocks(one)[0] in reached else found + new
    return found


def _value_for(one: ast.Assign | ast.AugAssign | ast.NamedExpr, name: str) -> ast.expr | None:
    targets = one.targets if isinstance(one, ast.Assign) else [one.target]
    for target in targets:
        if isinstance(target, ast.Name) and target.id == name:
            return one.value
        if isinstance(target, ast.Tuple) and isinstance(one.value, ast.Tuple):
            for part, value in zip(target.elts, one.value.elts, strict=True):
                if isinstance(part, ast.Name) and part.id == name:
                    return value
    return None


def _returned(where: Source, name: str, depth: int) -> list[str]:
    if name not in where.functions:
        if name not in where.imported or where.imported[name] in OPAQUE:
            return [HOLE]
        home, original = where.imported[name]
        there = module(home)
        if there is None or original not in there.functions:
            return [HOLE]
        return _returned(there, original, depth)
    return returned(where, name, depth) or [HOLE]


def returned(where: Source, name: str, depth: int = 0) -> list[str]:
    """What a function can return or yield: its own sentences, or those within the tuples that it makes."""
    found = []
    for function in where.functions[name]:
        for one in ast.walk(function):
            if isinstance(one, ast.Return | ast.Yield) and one.value is not None:
                parts = one.value.elts if isinstance(one.value, ast.Tuple) else [one.value]
                for part in parts:
                    found += shapes(part, where, function, depth + 1)
    return _unique(found)


def _values(where: Source, name: str, depth: int) -> list[str]:
    """The values of a table."""
    home = where
    node = where.constants.get(name)
    if node is None and name in where.imported:
        there = module(where.imported[name][0])
        if there is not None:
            home, node = there, there.constants.get(where.imported[name][1])
    return table(node, home, depth) or [HOLE]


def table(node: ast.expr | None, where: Source, depth: int = 0) -> list[str]:
    """The words that stand in a table as its values, however it is written."""
    match node:
        case ast.Dict(values=values):
            return _unique([shape for value in values for shape in table(value, where, depth)])
        case ast.Tuple(elts=values) | ast.List(elts=values) | ast.Set(elts=values):
            return _unique([shape for value in values for shape in table(value, where, depth)])
        case ast.Call(args=[first, *_]):
            return table(first, where, depth)
        case ast.Constant(value=str()) | ast.JoinedStr():
            return shapes(node, where, None, depth + 1)
    return []


def _product(parts: list[list[str]]) -> list[str]:
    return _unique(["".join(one) for one in product(*parts)][:_MOST]) if parts else [""]


def _unique(found: list[str]) -> list[str]:
    return list(dict.fromkeys(found))
