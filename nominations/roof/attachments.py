"""All that goes along with mails, by kind: handed to whoever delivers."""

from __future__ import annotations

from awards.calendars import attaching
from awards.outbox.attachments import Makers
from nominations.entries import file_receipts

MAKERS: Makers = {**file_receipts.MAKERS, **attaching.MAKERS}
