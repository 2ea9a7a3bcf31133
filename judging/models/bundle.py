from __future__ import annotations

from django.db import models

from awards.models import Round, WinnerList
from awards.outbox.work import Work, WorkQuerySet


class ResultBundle(Work):
    """The bundle of a published round as the public gets it, and the figures its page
    tells; made by the worker.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="bundles")
    winner_list = models.ForeignKey(
        WinnerList, on_delete=models.PROTECT, related_name="bundles"
    )
    file = models.FileField(upload_to="bundles/", max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    signed = models.BooleanField(default=False)
    figures = models.JSONField(default=dict)

    objects = WorkQuerySet["ResultBundle"].as_manager()

    class Meta(Work.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["round", "winner_list"], name="result_bundle_once"
            )
        ]
