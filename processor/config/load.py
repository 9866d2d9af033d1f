"""Reads config.toml into typed settings, and reports all its faults at once."""

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from processor.config.sections import PATTERNS, Settings
from processor.errors import SettingsError

VARIABLE = "SIGNOFF_CONFIG"
DEFAULT = Path("config.toml")
Model = TypeVar("Model", bound=BaseModel)


def config_path(given: Path | None) -> Path:
    """The configuration file: the one given, else the one that SIGNOFF_CONFIG names, else ./config.toml."""
    return given or Path(os.environ.get(VARIABLE) or DEFAULT)


def load_settings(path: Path) -> Settings:
    """The settings in the file; relative paths in it are taken from the file's own folder.

    Raises SettingsError with one line for each fault: the path of the setting, what was expected, the nearest name.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SettingsError(
            f"{path}: there is no such file; copy config.example.toml, or name another with --config or {VARIABLE}"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    return _anchored(parse_settings(text, str(path)), path.resolve().parent)


def parse_settings(text: str, name: str) -> Settings:
    """The settings in a TOML text. Raises SettingsError with every fault; `name` stands first in each line."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name}: not valid TOML: {error}") from error
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        faults = (f"{name}: {_sentence(fault)}" for fault in error.errors(include_url=False, include_input=False))
        raise SettingsError("\n".join(faults)) from None


def _sentence(fault: ErrorDetails) -> str:
    location = fault["loc"]
    where = _dotted(location) or "the file"
    if fault["type"] == "extra_forbidden":
        return f"{where}: there is no such setting{_did_you_mean(location)}"
    if fault["type"] == "missing":
        return f"{where}: is missing"
    if fault["type"] == "string_pattern_mismatch":
        return f"{where}: should be {PATTERNS[fault['ctx']['pattern']]}"
    message = fault["msg"].removeprefix("Value error, ")
    return f"{where}: {message[0].lower()}{message[1:]}"


def _dotted(location: Iterable[int | str]) -> str:
    path = ""
    for step in location:
        path += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return path.removeprefix(".")


def _did_you_mean(location: tuple[int | str, ...]) -> str:
    known = _fields_at(location[:-1])
    close = difflib.get_close_matches(str(location[-1]), known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; known here: {', '.join(sorted(known))}"


def _fields_at(location: Iterable[int | str]) -> list[str]:
    section: type[BaseModel] = Settings
    for step in location:
        if isinstance(step, str) and step in section.model_fields:
            section = _section_in(section.model_fields[step].annotation) or section
    return list(section.model_fields)


def _section_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _section_in(inner)
        if found:
            return found
    return None


def _anchored(settings: Settings, folder: Path) -> Settings:
    """The same settings with every relative path made absolute, so that the working folder doesn't matter."""
    anchored = _anchor(settings, folder)
    url = anchored.store.url
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
        url = f"sqlite:///{folder / url.removeprefix('sqlite:///')}"
    return anchored.model_copy(update={"store": anchored.store.model_copy(update={"url": url})})


def _anchor(model: Model, folder: Path) -> Model:
    changes: dict[str, Any] = {}
    for name in type(model).model_fields:
        changes[name] = _anchor_value(getattr(model, name), folder)
    return model.model_copy(update=changes)


def _anchor_value(value: Any, folder: Path) -> Any:
    if isinstance(value, Path):
        return folder / value
    if isinstance(value, BaseModel):
        return _anchor(value, folder)
    if isinstance(value, tuple):
        return tuple(_anchor_value(item, folder) for item in value)
    if isinstance(value, Mapping):
        return {key: _anchor_value(item, folder) for key, item in value.items()}
    return value
