"""Puts deployments together: their forms, their timers, and the clock that these are counted by."""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from processor.bootstrap.approvals import (
    approval_policy_of,
    deployment_policy_of,
    folders_of,
    freezing_of,
    papers_of,
    timers_of,
)
from processor.bootstrap.promises import promises_of
from processor.config.sections import Settings
from processor.documents.press import DirectPress, FormMaker, PdfMaker, PressLike
from processor.documents.templates import Templates
from processor.errors import SettingsError
from processor.facts.forms import FormDefinition
from processor.facts.known import Policy
from processor.forms.definitions import read_definition
from processor.ids import Ids
from processor.services.checkins import CheckIns
from processor.services.clockwatch import ClockWatch
from processor.services.deployments import Deployments, Parts
from processor.services.deploymenttimers import DeploymentTimers, Terms
from processor.services.forms import FormParts, Forms, FormShelf
from processor.services.formtimers import FormTimers
from processor.services.issuing import Issuing
from processor.services.pictures import PictureParts, Pictures
from processor.services.promises import CatchUp
from processor.services.timekeeping import Timekeeping
from processor.store.apply import Applier
from processor.store.store import Store

_OURS: Final = "forms"


def shelf_of(settings: Settings) -> FormShelf:
    """The forms that there are. Raises SettingsError for one that can't be read, with its file and what is wrong."""
    found = shipped_forms()
    if settings.deployments.forms is not None:
        found += [_definition(_text(path), str(path)) for path in _own(settings.deployments.forms)]
    return FormShelf({one.name: one for one in found})


def shipped_forms() -> list[FormDefinition]:
    """The forms that are ours."""
    ours = [(entry.name, entry.read_text("utf-8")) for entry in files("templates").joinpath(_OURS).iterdir()]
    return [_definition(text, name) for name, text in sorted(ours) if name.endswith(".toml")]


@lru_cache(maxsize=128)
def _definition(text: str, source: str) -> FormDefinition:
    """The shelf is put together several times a pass, and the texts are nearly always those of before."""
    return read_definition(text, source)


def _own(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SettingsError(f"deployments.forms: there is no folder {folder}: make it, or leave the setting out")
    return sorted(folder.glob("*.toml"))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"deployments.forms: {path} can't be read as UTF-8 text: {error}") from error


def issuing_of(
    settings: Settings,
    store: Store,
    applier: Applier,
    policy: Policy,
    ids: Ids,
    press: PdfMaker,
    mail_queued: Callable[[], None],
) -> Issuing:
    """What sends forms that are to be signed."""
    return Issuing(store, applier, papers_of(settings, store, policy), freezing_of(settings, ids, press), mail_queued)


def deployment_timers_of(
    settings: Settings, store: Store, applier: Applier, policy: Policy, mail_queued: Callable[[], None]
) -> DeploymentTimers:
    """What time brings about in deployments."""
    terms = Terms(
        policy=deployment_policy_of(settings),
        approvals=approval_policy_of(settings),
        mail=policy,
        folders=folders_of(settings),
        titles=shelf_of(settings).titles,
    )
    return DeploymentTimers(store, applier, terms, mail_queued)


def timekeeping_of(
    settings: Settings,
    store: Store,
    applier: Applier,
    policy: Policy,
    ids: Ids,
    mail_queued: Callable[[], None],
    press: PressLike,
) -> Timekeeping:
    """Everything that time brings about."""
    watch = ClockWatch(store.clock, timedelta(days=settings.deployments.longest_outage_days))
    terms = deployment_timers_of(settings, store, applier, policy, mail_queued)
    forms = forms_of(settings, store, applier, policy, ids, press)
    families = (
        timers_of(settings, store, applier, policy, mail_queued),
        terms,
        FormTimers(store, applier, forms, terms, mail_queued, press.close),
        issuing_of(settings, store, applier, policy, ids, press, mail_queued),
        CatchUp(promises_of(settings, store)),
    )
    return Timekeeping(store, watch, families)


def deployments_of(settings: Settings, store: Store, applier: Applier, policy: Policy, ids: Ids) -> Deployments:
    """The CSM's work on deployments."""

    def nobody_waits() -> None:
        """A shell's mail is found by the daemon in its own time."""

    parts = Parts(
        mail=policy,
        approvals=approval_policy_of(settings),
        policy=deployment_policy_of(settings),
        issuing=issuing_of(settings, store, applier, policy, ids, DirectPress(), nobody_waits),
        timers=deployment_timers_of(settings, store, applier, policy, nobody_waits),
    )
    return Deployments(store, applier, parts)


def forms_of(
    settings: Settings, store: Store, applier: Applier, policy: Policy, ids: Ids, maker: FormMaker | None = None
) -> Forms:
    """The CSM's work on forms. PDFs are made in this process unless a maker is given."""
    organisation = settings.evidence.organisation or settings.signoff.sender_name
    made = maker or DirectPress()
    terms = deployment_policy_of(settings)
    parts = FormParts(policy, shelf_of(settings), ids, Templates(), made, organisation, policy=terms)
    return Forms(store, applier, parts)


def check_ins_of(settings: Settings, store: Store, applier: Applier, policy: Policy, ids: Ids) -> CheckIns:
    """The five questions."""
    forms = forms_of(settings, store, applier, policy, ids)
    return CheckIns(store, applier, forms, deployment_policy_of(settings))


def pictures_of(settings: Settings, store: Store, applier: Applier, policy: Policy) -> Pictures:
    """Timelines and roadmaps. PDFs are made in this process."""
    organisation = settings.evidence.organisation or settings.signoff.sender_name
    parts = PictureParts(Templates(), DirectPress(), deployment_policy_of(settings), policy, organisation)
    return Pictures(store, applier, parts)
