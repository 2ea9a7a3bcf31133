"""A whole edition acted out by invented people, through the same services that real ones use."""

from config.rehearsal.cast import Stage
from config.rehearsal.direction import Plan, Report, rehearse

__all__ = ["Plan", "Report", "Stage", "rehearse"]
