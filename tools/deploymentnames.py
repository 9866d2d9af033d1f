"""The names that the docs of deployments and forms have to say: stages, events, rules, types of fields, effects."""

from pathlib import Path
from typing import get_args

from models import vocabulary
from processor.deployments.deeming import TABLE
from processor.effects.deployments import DeploymentEffect
from processor.forms import decide
from processor.tickets.billing import RULES

Names = tuple[str, ...]
_FORMS = Path(__file__).parents[1] / "templates/forms"


def stages() -> Names:
    """Where a deployment may stand."""
    return tuple(vocabulary.DeploymentStage)


def events() -> Names:
    """What moves a deployment."""
    return tuple(vocabulary.DeploymentEvent)


def deeming_rules() -> Names:
    """What may stand against taking silence for acceptance, in the order in which it is asked."""
    return tuple(row.name for row in TABLE)


def charging_rules() -> Names:
    """The rules of charging, in the order in which they are asked."""
    return tuple(rule.__name__ for rule in RULES)


def treatments() -> Names:
    """How a ticket may be charged."""
    return tuple(vocabulary.Treatment)


def form_rules() -> Names:
    """What becomes of a reply to a form, in the order in which it is asked."""
    return tuple(row.name for row in decide.TABLE)


def field_types() -> Names:
    """What a question of a form may be answered with."""
    return tuple(vocabulary.FieldType)


def shipped_forms() -> Names:
    """The forms that come with Signoff."""
    return tuple(sorted(path.stem for path in _FORMS.glob("*.toml")))


def deployment_effects() -> Names:
    """What a decision may ask for in the matter of deployments, forms and charging."""
    return tuple(effect.__name__ for effect in get_args(DeploymentEffect))
