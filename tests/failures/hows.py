"""Ways to switch a rule off, and the switch itself.

A function keeps its identity and gets another body, so that it is switched off wherever it was imported by name or
stands in a table. A constant is replaced in every module that holds it under its name.
"""

import importlib
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

ROOMS = ("processor", "classifiers", "models", "templates", "tests")


@dataclass(frozen=True)
class Calls:
    """The function does this instead: it gets the original and what the function was called with."""

    body: Callable[..., Any]


@dataclass(frozen=True)
class Edited:
    """The function without a branch: a piece of its source is replaced. Fails if the piece is not there once."""

    old: str
    new: str


@dataclass(frozen=True)
class Becomes:
    """The constant has another value."""

    value: Any


How = Calls | Edited | Becomes


def returns(value: Any = None) -> Calls:
    """The function answers this to everything: None is a rule that never matches."""
    return Calls(lambda original, *args, **kwargs: value)


def argument(position: int) -> Calls:
    """The function gives back what it was given."""
    return Calls(lambda original, *args, **kwargs: args[position])


def find(rule: str) -> Any:
    """What `module:attribute` names; a method as its plain function. Raises AttributeError or ImportError."""
    module, _, path = rule.partition(":")
    found: Any = importlib.import_module(module)
    for name in path.split("."):
        found = inspect.getattr_static(found, name)
    if isinstance(found, property):
        found = found.fget
    if isinstance(found, staticmethod | classmethod):
        found = found.__func__
    return inspect.unwrap(found) if callable(found) else found


def switch_off(rule: str, how: How) -> None:
    """Switches a rule off, for good: meant for a process of its own."""
    found = find(rule)
    if isinstance(how, Becomes):
        _replace(rule.rpartition(":")[2], found, how.value)
        return
    assert isinstance(found, FunctionType), f"{rule} is no function"
    assert not found.__code__.co_freevars, f"{rule} is a closure"
    if isinstance(how, Edited):
        found.__code__ = _edited(found, how)
        return
    original = FunctionType(found.__code__, found.__globals__, found.__name__, found.__defaults__)
    original.__kwdefaults__ = found.__kwdefaults__
    found.__code__ = _body.__code__
    found.__kwdefaults__ = {"_how": how.body, "_original": original}


def _body(*args: Any, _how: Callable[..., Any], _original: Callable[..., Any], **kwargs: Any) -> Any:
    return _how(_original, *args, **kwargs)


def _replace(name: str, old: Any, new: Any) -> None:
    held = [module for module in _modules() if module.__dict__.get(name) is old]
    assert held, name
    for module in held:
        setattr(module, name, new)


def _modules() -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ROOMS and hasattr(module, "__dict__"):
            yield module


def _edited(function: FunctionType, how: Edited) -> CodeType:
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(how.old) == 1, f"{function.__qualname__} has {source.count(how.old)} times: {how.old}"
    assert how.old != how.new
    module = compile(source.replace(how.old, how.new), inspect.getfile(function), "exec")
    return next(code for code in module.co_consts if isinstance(code, CodeType) and code.co_name == function.__name__)
