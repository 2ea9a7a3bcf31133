"""Which hosts the site may ask over HTTP: those of what is configured, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from config.environment.line import LineAccess
from config.environment.providers import Provider
from config.environment.reading import LOCAL_HOSTS, fail, read_text, split_url
from config.environment.stamping import Stamping

# Where anymail asks unless ANYMAIL_…_API_URL says otherwise. Amazon's own library asks
# for amazon_ses; postal and unisender_go have no address but the configured one.
PROVIDER_HOSTS = {
    "brevo": ("api.brevo.com",),
    "mailersend": ("api.mailersend.com",),
    "mailgun": ("api.mailgun.net",),
    "mailjet": ("api.mailjet.com",),
    "mailtrap": (
        "send.api.mailtrap.io",
        "bulk.api.mailtrap.io",
        "sandbox.api.mailtrap.io",
    ),
    "mandrill": ("mandrillapp.com",),
    "postmark": ("api.postmarkapp.com",),
    "sparkpost": ("api.sparkpost.com",),
}


@dataclass(frozen=True)
class Outgoing:
    hosts: frozenset[str]  # "host" or "host:port": over https, at public addresses
    private: frozenset[str]  # origins that may stand in the own network


def read_outgoing(
    source: Mapping[str, str],
    line: LineAccess,
    provider: str,
    others: Iterable[Provider | Stamping] = (),
) -> Outgoing:
    """OUTGOING_HOSTS and OUTGOING_PRIVATE_ORIGINS with commas between, and what LINE,
    the mail provider, the providers of sign-in and the authority that stamps need.
    """
    hosts = set(read_hosts_to_ask(source))
    private = set(read_private_origins(source))
    api = urlsplit(line.api_url)
    if line.access_token and (api.hostname or "") in map(bare, LOCAL_HOSTS):
        private.add(f"{api.scheme}://{api.netloc}")
    elif line.access_token:
        hosts.add(api.netloc)
    if provider:
        hosts.update(provider_hosts(source, provider))
    for one in others:
        hosts.update(one.hosts_asked)
        private.update(one.own_origins)
    return Outgoing(frozenset(hosts), frozenset(private))


def keep_metadata_unasked(environ: MutableMapping[str, str]) -> None:
    """Where no keys are given, Amazon's library asks the machine's provider for some, at
    an address that ours never ask: only where an operator says so.
    """
    environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")


def bare(host: str) -> str:
    return host.strip("[]")


def provider_hosts(source: Mapping[str, str], provider: str) -> tuple[str, ...]:
    name = f"ANYMAIL_{provider.upper()}_API_URL"
    value = read_text(source, name)
    if value is None:
        return PROVIDER_HOSTS.get(provider, ())
    url = split_url(name, value, ("https", "http"))
    # over http it is asked only where OUTGOING_PRIVATE_ORIGINS names it
    return (url.netloc,) if url.scheme == "https" else ()


def parts_of(source: Mapping[str, str], name: str) -> Iterator[str]:
    for part in (read_text(source, name) or "").split(","):
        if part.strip():
            yield part.strip().lower()


def read_hosts_to_ask(source: Mapping[str, str]) -> Iterator[str]:
    name = "OUTGOING_HOSTS"
    for part in parts_of(source, name):
        url = split_url(name, f"https://{part}", ("https",))
        if url.netloc != part or not url.hostname or "@" in part or " " in part:
            fail(name, f"expected host or host:port with commas between, got {part!r}")
        yield part


def read_private_origins(source: Mapping[str, str]) -> Iterator[str]:
    name = "OUTGOING_PRIVATE_ORIGINS"
    for part in parts_of(source, name):
        url = split_url(name, part, ("https", "http"))
        rest = url.path or url.query or url.fragment or url.username
        local = (url.hostname or "") in map(bare, LOCAL_HOSTS)
        if rest or not url.hostname or (url.scheme == "http" and not local):
            fail(name, f"expected https://host:port and nothing after it, got {part!r}")
        yield part
