"""A whole edition acted out by invented people, through the same services that real ones use."""

from config.rehearsal.direction import Plan, Report, rehearse
from config.rehearsal.stage import Stage

__all__ = ["Plan", "Report", "Stage", "rehearse"]
