from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypedDict, Unpack
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards.outbox.domain_records import Asked, Finding, Names, Record, records_of
from awards.outbox.headers import wire_domain
from awards.outbox.returning import message_domain


class Options(TypedDict):
    domain: str
    selector: str
    relay: str
    nameserver: str
    json: bool


@dataclass(frozen=True)
class Report:
    records: list[Record]

    @property
    def wrong(self) -> bool:
        return any(one.finding is Finding.WRONG for one in self.records)

    @property
    def unknown(self) -> bool:
        return any(one.finding is Finding.UNKNOWN for one in self.records)


class Command(BaseCommand):
    help = (
        "Ask the DNS for the records by which other servers believe this site's mails. "
        "Exit 1 where one is wrong, 2 where one could not be asked for."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "domain", nargs="?", default="", help="else that of the site's sender"
        )
        parser.add_argument(
            "--selector", default="", help="the name under which the relay signs (DKIM)"
        )
        parser.add_argument(
            "--relay", default="", help="the server that sends; else that of EMAIL_URL"
        )
        parser.add_argument(
            "--nameserver", default="", help="address[:port] of the DNS to ask"
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        asked = asked_for(options)
        report = Report(list(records_of(asked, names_of(options["nameserver"]))))
        if options["json"]:
            records = [
                {"name": one.name, "finding": one.finding.value, "words": one.words}
                for one in report.records
            ]
            self.stdout.write(json.dumps({"domain": asked.domain, "records": records}))
        else:
            for one in report.records:
                self.stdout.write(f"{one.name}: {one.finding.value}: {one.words}")
        if report.wrong:
            raise CommandError("a record is wrong", returncode=1)
        if report.unknown:
            raise CommandError("not everything could be asked for", returncode=2)


def asked_for(options: Options) -> Asked:
    domain = options["domain"] or message_domain()
    try:
        domain = wire_domain(domain)
    except (ValueError, UnicodeError) as error:
        raise CommandError(f"not a domain: {domain!r}") from error
    smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    relay = options["relay"] or (str(settings.EMAIL_HOST) if smtp else "")
    returns = settings.BOUNCE_ADDRESS.rpartition("@")[2]
    return Asked(domain, options["selector"], relay, returns or domain)


def names_of(nameserver: str) -> Names:
    if not nameserver:
        return Names()
    try:
        url = urlsplit(f"//{nameserver}")
        return Names(url.hostname or "", url.port or 53)
    except ValueError as error:
        raise CommandError(f"not an address: {nameserver!r}") from error
