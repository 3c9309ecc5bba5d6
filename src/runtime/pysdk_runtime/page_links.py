"""Links that lead from one page to the next."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from .errors import SDKError


def link_target(header: str, relation: str) -> str | None:
    """Return the URL of a relation in a `Link` header (RFC 8288), None without one."""
    rest = header
    while "<" in rest:
        url, closing, rest = rest.partition("<")[2].partition(">")
        if not closing:
            return None
        parameters, rest = link_parameters(rest)
        if relation in parameters.get("rel", "").lower().split():
            return url.strip()
    return None


def link_parameters(text: str) -> tuple[dict[str, str], str]:
    """Return the parameters that follow a link's URL, and what follows them."""
    found: dict[str, str] = {}
    name = ""
    word: list[str] = []
    quoted = False
    escaped = False
    for index, letter in enumerate(text):
        if escaped:
            word.append(letter)
            escaped = False
        elif quoted and letter == "\\":
            escaped = True
        elif letter == '"':
            quoted = not quoted
        elif quoted:
            word.append(letter)
        elif letter in ";,":
            found.setdefault(name, "".join(word).strip())
            name, word = "", []
            if letter == ",":
                return found, text[index + 1 :]
        elif letter == "=" and not name:
            name, word = "".join(word).strip().lower(), []
        else:
            word.append(letter)
    found.setdefault(name, "".join(word).strip())
    return found, ""


def next_url(base: str, link: str) -> str:
    """Return where a link leads. Raises `SDKError` where it is no web address.

    A server behind a proxy may not know that it is reached by https: such a link stays
    on https.
    """
    try:
        target = urljoin(base, link)
        here, there = urlsplit(base), urlsplit(target)
        port = there.port
    except ValueError:
        raise SDKError("the link to the next page is not a URL") from None
    if there.scheme not in {"http", "https"} or not there.hostname:
        raise SDKError("the link to the next page is not a URL")
    same_host = here.hostname == there.hostname and port in {None, 80}
    if here.scheme == "https" and there.scheme == "http" and same_host:
        target = there._replace(scheme="https", netloc=here.netloc).geturl()
    return target.partition("#")[0]
