"""Settings to what promises first answers."""

from models.vocabulary import Severity
from processor.config.sections import Settings
from processor.errors import Refused, SettingsError
from processor.services.calendars import Calendars, Defaults, check_calendar
from processor.services.promises import Promises
from processor.sla.targets import Rules, parse_target
from processor.store.store import Store


def promises_of(settings: Settings, store: Store) -> Promises:
    """What promises first answers. Raises SettingsError for public holidays that nobody knows."""
    section = settings.response
    try:
        check_calendar(section.calendar)
    except Refused as error:
        raise SettingsError(f"response.calendar: {error}") from None
    rules = Rules(
        targets={key: parse_target(word) for key, word in section.targets.items()},
        plan=section.plan,
        unjudged=Severity(section.unjudged_severity),
        round_the_clock=section.critical_round_the_clock,
    )
    return Promises(store, rules, Calendars(Defaults(section.timezone, section.hours, section.calendar)))
