"""Reads config.toml into typed settings, and reports all its faults at once."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from processor.config.faults import sentences
from processor.config.sections import Settings
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
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text (byte {error.start}): save it as UTF-8") from error
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
        raise SettingsError("\n".join(f"{name}: {sentence}" for sentence in sentences(error))) from None


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
