"""The bundle of a published round, gathered from the database; packing and checking
stand in ``judging.bundle``.
"""

from judging.services.bundle.causes import UnsoundError
from judging.services.bundle.making import make_due_bundles
from judging.services.bundle.publishing import (
    NotPublishedError,
    bundle_files,
    bundle_of,
    publish_results,
)

__all__ = [
    "NotPublishedError",
    "UnsoundError",
    "bundle_files",
    "bundle_of",
    "make_due_bundles",
    "publish_results",
]
