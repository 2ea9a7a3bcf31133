"""The tables of this app, a file for each noun."""

from awards.models.ceremony import Grouping, Side, StagePlan, StageWord
from awards.models.certificates import (
    CertificateKind,
    Credential,
    Package,
    Wording,
    new_code,
    whose,
)
from awards.models.editions import (
    Category,
    Criterion,
    Edition,
    Organiser,
    PendingChange,
    PrizeLevel,
    Province,
    Round,
    Smart,
    Weight,
    code_validator,
)
from awards.models.winners import Winner, WinnerList, brief_of

__all__ = [
    "Category",
    "CertificateKind",
    "Credential",
    "Criterion",
    "Edition",
    "Grouping",
    "Organiser",
    "Package",
    "PendingChange",
    "PrizeLevel",
    "Province",
    "Round",
    "Side",
    "Smart",
    "StagePlan",
    "StageWord",
    "Weight",
    "Winner",
    "WinnerList",
    "Wording",
    "brief_of",
    "code_validator",
    "new_code",
    "whose",
]
