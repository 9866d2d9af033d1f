"""Opens the place where an installation keeps things, and makes what a new one lacks."""

from pathlib import Path
from typing import Final

from processor.bootstrap.key import installation_key
from processor.config.sections import Settings
from processor.errors import SettingsError
from processor.store.store import Store, open_store

_SQLITE: Final = "sqlite:///"


def open_place(settings: Settings) -> Store:
    """The store, with the data folder beside it. Raises SettingsError where the folder can't be made."""
    folder = settings.signoff.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"signoff.data_dir: {folder} can't be made ({error.strerror}): name another") from error
    return open_store(settings.store.url)


def existing_store(settings: Settings) -> Store | None:
    """The store, or None for an SQLite file that isn't there: to look would make it."""
    url = settings.store.url
    if url.startswith(_SQLITE) and not Path(url.removeprefix(_SQLITE)).exists():
        return None
    return open_store(url)


def migrate(settings: Settings) -> list[str]:
    """The names of the migrations that were applied now; a new installation gets its key first.

    In this order, since what ends in between leaves a database that is still empty, not one without its key.
    """
    store = open_place(settings)
    try:
        if store.is_empty():
            installation_key(settings.signoff.key, may_create=True)
        return store.migrate()
    finally:
        store.close()


def pending(settings: Settings) -> list[str]:
    """The names of the migrations that are yet to be applied."""
    store = open_place(settings)
    try:
        return store.pending()
    finally:
        store.close()
