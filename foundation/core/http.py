"""Where a request comes from, and where an answer may safely send a person."""

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# One household or office: a provider hands out a /64, and a /24 is as near as v4 gets.
NETWORK_BITS_V4 = 24
NETWORK_BITS_V6 = 64
UNKNOWN = "unknown"


def client_address(request: HttpRequest) -> str:
    """The address of the client, past as many proxies as are ours and none more.

    With TRUSTED_PROXIES = 0 no header is believed: anybody can write one.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in _forwarded(request).split(",")] + [peer]
    # The last entry was written by the proxy next to us, the one before by the next.
    index = len(hops) - 1 - settings.TRUSTED_PROXIES
    found = hops[max(index, 0)] if settings.TRUSTED_PROXIES else peer
    return _normal(found)


def client_network(request: HttpRequest) -> str:
    """The /24 or /64 of the client: what a throttle counts by."""
    address = client_address(request)
    if address == UNKNOWN:
        return UNKNOWN
    bits = NETWORK_BITS_V6 if ":" in address else NETWORK_BITS_V4
    return str(ip_network(f"{address}/{bits}", strict=False))


def safe_next_url(request: HttpRequest, default: str = "/") -> str:
    """`next` of the request when it leads to a page of ours, else `default`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts=None, require_https=settings.IS_HTTPS
    )
    return target if is_ours else default


def page_address(request: HttpRequest) -> str:
    """Where the page on the screen can be read again, from its path on.

    The answer to a form stands at an address that only takes forms; the page it was sent
    from is named by the browser, if it is ours, else the front page has to do.
    """
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    sent_from = urlsplit(request.headers.get("referer", ""))
    if sent_from.netloc != request.get_host() or not sent_from.path:
        return "/"
    return urlunsplit(("", "", sent_from.path, sent_from.query, ""))


def _forwarded(request: HttpRequest) -> str:
    return str(request.headers.get("x-forwarded-for", ""))


def _normal(text: str) -> str:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
