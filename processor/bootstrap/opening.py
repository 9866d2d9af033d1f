"""Opens the place where an installation keeps things, and makes what a new one lacks."""

from pathlib import Path
from typing import Final

from processor.bootstrap.key import installation_key
from processor.config.sections import Settings
from processor.errors import SettingsError
from processor.services.doctor.database import is_usable
from processor.store.store import Store, open_store

SQLITE: Final = "sqlite:///"


def open_place(settings: Settings) -> Store:
    """The store, with the data folder beside it. Raises SettingsError where the folder can't be made."""
    folder = settings.signoff.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"signoff.data_dir: {folder} can't be made ({error.strerror}): name another") from error
    return open_store(settings.store.url)


def store_in_use(settings: Settings) -> Store | None:
    """The store of an installation that has run; None where there is none yet, and to look makes none."""
    url = settings.store.url
    if url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).exists():
        return None
    store = open_store(url)
    if is_usable(store):
        return store
    store.close()
    return None


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
