"""Which model a command speaks of: one by name, the one that judges, or, without a configuration, the starter."""

from typing import TYPE_CHECKING

from processor.cli.shell import Shell

if TYPE_CHECKING:
    from processor.services.gather import Classifier

STARTER = "starter"
"""The name of the model that ships."""


def chosen(shell: Shell, name: str | None) -> "Classifier":
    """The model of this name, or the one that judges at present.

    Raises SettingsError where a name is given and there is no configuration, ModelUnusable where it can't be loaded.
    """
    if shell.settings_if_any() is None and name in {None, STARTER}:
        from processor.bootstrap.adapters import classifier_of

        return classifier_of(None)
    learning = shell.app().learn()
    return learning.load(name or learning.current())
