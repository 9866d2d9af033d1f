"""Pictures of a deployment to look at together with the customer: its timeline, and the roadmap of its goals."""

from processor.documents.pictures.facts import (
    CheckInMark,
    GoalBar,
    HoldSpan,
    Mark,
    PictureFacts,
    RoadmapFacts,
    StageBar,
    TimelineFacts,
)
from processor.documents.pictures.output import PICTURES, Drawn, draw, file_name, picture_pdf, picture_svg

__all__ = [
    "PICTURES",
    "CheckInMark",
    "Drawn",
    "GoalBar",
    "HoldSpan",
    "Mark",
    "PictureFacts",
    "RoadmapFacts",
    "StageBar",
    "TimelineFacts",
    "draw",
    "file_name",
    "picture_pdf",
    "picture_svg",
]
