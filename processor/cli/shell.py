"""What every command starts from: where the configuration is, and the installation that it describes."""

import getpass
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from processor.bootstrap.app import App
    from processor.config.sections import Settings


@dataclass(frozen=True, slots=True)
class Shell:
    """The command line's own context. `config` is the file that --config names, if any."""

    config: Path | None

    def settings(self) -> "Settings":
        """The settings. Raises SettingsError with every fault."""
        from processor.config.load import config_path, load_settings

        return load_settings(config_path(self.config))

    def settings_if_any(self) -> "Settings | None":
        """The settings for a command that needs none: None where no file was named and none is there."""
        from processor.config.load import VARIABLE, config_path

        named = self.config is not None or bool(os.environ.get(VARIABLE))
        return self.settings() if named or config_path(None).exists() else None

    def app(self, *, observe: bool = False, level: str = "warning", outside: bool = False) -> "App":
        """The installation. Raises SettingsError where the configuration, its key or its database don't allow it.

        `level` is the least grave line that is logged: a command says what it did by itself. `outside`: the command
        needs the mail servers too, so every secret and file that the settings name must be there.
        """
        settings = self.settings()
        if outside:
            from processor.config.outside import require_outside

            require_outside(settings)
        from processor.bootstrap.app import build
        from processor.observability.log import configure_log

        configure_log(level, settings.log.form)
        app = build(settings, observe=observe)
        context = click.get_current_context(silent=True)
        if context is not None:
            context.call_on_close(app.store.close)
        return app


def user_name() -> str:
    """Who works here, as the operating system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid{os.getuid()}"
