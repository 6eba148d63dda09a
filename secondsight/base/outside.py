"""What is fetched from addresses that people give: within limits, and never from inside our own network."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from secondsight.base.errors import InvalidInput, SecondsightError

MOST_BYTES = 5 * 1024 * 1024
SECONDS = 10.0
MOST_REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))  # lead to IPv4 (RFC 6052, 8215)
MOVED = (301, 302, 303, 307, 308)


class ConnectorError(SecondsightError):
    """Something outside did not answer as it should; `permanent` tells that trying again will not help."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


def check_address(address: str, *, field: str = "address") -> str:
    """Return a web address as it is fetched; `webcal:` means https.

    Raises InvalidInput for what is none. Where it leads is checked when it is fetched.
    """
    address = address.strip()
    if address.lower().startswith("webcal://"):
        address = f"https://{address[9:]}"
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in PORTS and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_usable = False
    if not is_usable or len(address) > 2000 or any(ord(sign) <= 32 for sign in address):
        raise InvalidInput("This is no web address; one begins with https:// and names a host.", field=field)
    return address


def fetch(address: str) -> bytes:
    """Return what is at a web address: at most 5 MB, after 3 redirects at most, ten seconds each.

    Only hosts whose every address is public are asked, and exactly the address that was looked at, so that a
    name cannot lead us into our own network; `SECONDSIGHT_REACHABLE_HOSTS` names exceptions.
    Raises InvalidInput, ConnectorError.
    """
    for _ in range(MOST_REDIRECTS + 1):
        address = check_address(address)
        with _asked(address) as response:
            if response.status_code in MOVED and "location" in response.headers:
                address = urljoin(address, response.headers["location"])
                continue
            if response.status_code != 200:
                raise ConnectorError(
                    f"{urlsplit(address).hostname} answered {response.status_code}; expected 200.",
                    permanent=400 <= response.status_code < 500 and response.status_code != 429,
                )
            content = bytearray()
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MOST_BYTES:
                    raise ConnectorError(
                        f"{urlsplit(address).hostname} sends more than 5 MB; that is no calendar.",
                        permanent=True,
                    )
            return bytes(content)
    raise ConnectorError("The address leads from one to the next without an end.", permanent=True)


@contextmanager
def _asked(address: str) -> Iterator[Any]:
    import httpx2  # only what leaves the house needs it

    parts = urlsplit(address)
    host = str(parts.hostname)
    target = httpx2.URL(address).copy_with(host=_public_address(parts))
    port = "" if parts.port in (None, PORTS[parts.scheme]) else f":{parts.port}"
    try:
        # Settings of the environment, a proxy say, could lead where we did not look.
        with (
            httpx2.Client(timeout=SECONDS, trust_env=False, follow_redirects=False) as client,
            client.stream(
                "GET",
                target,
                headers={"Host": f"{host}{port}", "User-Agent": "Secondsight"},
                extensions={"sni_hostname": host},
            ) as response,
        ):
            yield response
    except httpx2.HTTPError as error:
        raise ConnectorError(
            f"{host} could not be reached ({type(error).__name__}).", permanent=False
        ) from None


def _public_address(parts: SplitResult) -> str:
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ConnectorError(f"There is no host called {host[:100]}.", permanent=False) from None
    addresses = [str(one[4][0]) for one in found]
    if host not in settings.REACHABLE_HOSTS and f"{host}:{port}" not in settings.REACHABLE_HOSTS:
        for address in addresses:
            if not _is_public(address):
                raise ConnectorError(
                    f"{host[:100]} lies within a private network, and nothing is fetched from there. Whoever "
                    "runs this instance can allow it by SECONDSIGHT_REACHABLE_HOSTS.",
                    permanent=True,
                )
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if any(ip in network for network in TRANSLATED):
            return False
        # An IPv4 address in an IPv6 one leads to the former.
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast
