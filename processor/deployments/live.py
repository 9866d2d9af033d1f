"""How going live was agreed, in the words that the customer reads in the timeline."""

from datetime import datetime

from models.vocabulary import DeploymentStage, LiveRecord
from processor.deployments.common import stage_facts
from processor.deployments.texts import say, written_moment
from processor.facts.deployments import DeploymentFacts


def how_live(at: datetime, record: LiveRecord, why: str, deployment: DeploymentFacts) -> str:
    """When the system was taken live, as it was recorded, or as it was assessed and why."""
    language = deployment.language
    moment = written_moment(at, deployment.timezone, language)
    if record is LiveRecord.ASSESSED:
        return say("how_assessed", language, moment=moment, why=why)
    return say("how_live", language, moment=moment)


def how_signed(deployment: DeploymentFacts) -> str:
    """How the form was signed, without what is said of the date that counts now or did; empty where it was not."""
    how = stage_facts(deployment, DeploymentStage.GO_LIVE).agreed_how
    if deployment.live_at is None or deployment.live_record is None:
        return how
    said = how_live(deployment.live_at, deployment.live_record, deployment.live_why, deployment)
    return how.removesuffix(said).removesuffix("; ")
