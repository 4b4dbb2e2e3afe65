"""A client for the Hugging Face hub or a mirror: describe and fetch files.

huggingface_hub makes the addresses, headers and errors. The transfer is our own, because
`hf_hub_download` (2.4) discards a partial download when interrupted, and sleeps where it cannot be
cancelled.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop_app.core.causes import every_error
from desktop_app.core.errors import AppError
from desktop_app.core.model_errors import (
    CertificateUntrusted,
    HubBusy,
    HubFileMissing,
    HubRefused,
    HubUnreachable,
    UnsafeConnection,
)
from desktop_app.system.secret_texts import KNOWN, host_of

if TYPE_CHECKING:
    import httpx2

logger = logging.getLogger(__name__)

ENDPOINT = "https://huggingface.co"
SHA256 = re.compile(r"[0-9a-f]{64}")
GIT_SHA1 = re.compile(r"[0-9a-f]{40}")
# A connection without a byte for this long counts as broken, whatever TCP says.
STALL_S = 20.0
BLOCK_BYTES = 1 << 18
MAX_REDIRECTS = 5
# Loopback connections cannot be intercepted.
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class HubSettings:
    """How to reach the hub.

    Attributes:
        endpoint: the address of the hub or a mirror.
        token: for gated models, or "".
        proxy: an address, or "" for the system's proxy settings.
        stall_s: the longest time without a byte, in seconds.
    """

    endpoint: str = ENDPOINT
    token: str = ""
    proxy: str = ""
    stall_s: float = STALL_S


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """The current state of a file on the hub.

    Attributes:
        url: its permanent address; the hub redirects to a short-lived one.
        sha256: as stated by the hub; empty if a mirror states none.
        bytes: its size.
        revision: the repository's commit.
        git_sha1: what the hub states of small files in place of a SHA-256: git's hash of a blob.
    """

    url: str
    sha256: str
    bytes: int
    revision: str
    git_sha1: str = ""


class TransientError(Exception):
    """A failure worth retrying; `error` is the error to raise when giving up.

    Attributes:
        retry_after_s: the pause in seconds that the server requested, or None.
    """

    def __init__(self, error: AppError, retry_after_s: float | None = None) -> None:
        super().__init__(error.message)
        self.error = error
        self.retry_after_s = retry_after_s


class RangeIgnored(Exception):
    """The server's response does not begin at the requested offset."""


class Hub:
    """A connection pool to the hub; close it in the thread that created it.

    Attributes:
        host: the server's name, for messages and logs.
    """

    def __init__(self, settings: HubSettings) -> None:
        import ssl

        import httpx2
        import truststore

        self._settings = settings
        # The system's certificates, including those that a company installed.
        trusted = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.host = host_of(settings.endpoint) or settings.endpoint
        self._client = httpx2.Client(
            follow_redirects=True,  # drops the token when the host changes
            event_hooks={"request": [self._guard]},
            verify=trusted,
            proxy=settings.proxy or None,
            timeout=settings.stall_s,
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _guard(self, request: "httpx2.Request") -> None:
        """Check each request, including those after a redirect.

        Raises:
            UnsafeConnection: a redirect leads from https to an unencrypted address.
        """
        is_safe = request.url.scheme == "https"
        if not is_safe and self._settings.endpoint.lower().startswith("https:"):
            raise UnsafeConnection(
                "“{host}” redirects to an address without encryption.",
                KNOWN.without(str(request.url)),
                host=self.host,
            )
        # Only the token: user and password in a mirror's address are for what the user typed.
        if request.headers.get("Authorization", "").startswith("Bearer ") and not (
            (is_safe or request.url.host in LOOPBACK)
            and request.url.netloc.decode("ascii").lower() == token_host(self._settings.endpoint)
        ):
            logger.warning("the access token is not sent to %s", request.url.host)
            del request.headers["Authorization"]

    def describe(self, repo_id: str, file_name: str, revision: str | None = None) -> RemoteFile:
        """Return a file's current state, or its state in a revision.

        Raises:
            TransientError: the request may be retried.
            DownloadError: a retry would not help; names the reason.
        """
        from huggingface_hub import hf_hub_url

        url = hf_hub_url(repo_id, file_name, revision=revision, endpoint=self._settings.endpoint)
        with self._explained(repo_id):
            response = self._head(url)
            headers = response.headers
            etag = (headers.get("X-Linked-Etag") or headers.get("ETag") or "").removeprefix("W/")
            digest = etag.strip('"')
            revision = headers.get("X-Repo-Commit", "")
            size = headers.get("X-Linked-Size") or headers.get("Content-Length")
            if not size or not size.isdigit() or (response.is_redirect and etag == ""):
                raise HubFileMissing(
                    "“{host}” does not respond like a model hub.",
                    f"{response.status_code} {dict(headers)}",
                    host=self.host,
                )
        sha256 = digest if SHA256.fullmatch(digest) else ""
        # Without a commit it is another kind of server, whose tags may be anything.
        git_sha1 = digest if revision and GIT_SHA1.fullmatch(digest) else ""
        if not sha256 and not git_sha1:
            logger.warning("the server gives no checksum of %s", url)
        return RemoteFile(url, sha256, int(size), revision, git_sha1)

    def _head(self, url: str) -> "httpx2.Response":
        """Return the hub's own response about a file.

        Renamed repositories and mirrors redirect to the hub's response. The hub's redirect to its
        storage is not followed: the hub's response says all that matters, and a signed address may
        allow GET only.
        """
        request = self._client.build_request("HEAD", url, headers=self._headers())
        for _ in range(MAX_REDIRECTS):
            response = self._client.send(request, follow_redirects=False)
            _check_status(response)
            if response.next_request is None or "X-Linked-Size" in response.headers:
                return response
            request = response.next_request
        raise HubFileMissing("“{host}” redirects in a circle.", host=self.host)

    @contextmanager
    def read(self, file: RemoteFile, start: int) -> Iterator[Iterator[bytes]]:
        """Yield the file's bytes from offset `start`.

        Raises:
            RangeIgnored: they begin elsewhere; download from the beginning.
            TransientError, DownloadError: as `describe`; also while reading.
        """
        headers = self._headers()
        if start:
            headers["Range"] = f"bytes={start}-"
        with (
            self._explained(file.url),
            self._client.stream("GET", file.url, headers=headers) as response,
        ):
            if start and response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                raise RangeIgnored
            _check_status(response)
            if start and not _begins_at(response, start):
                raise RangeIgnored
            yield response.iter_raw(BLOCK_BYTES)

    def _headers(self) -> dict[str, str]:
        from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

        # False: never use another program's token, which its owner did not give to Aviary.
        headers = build_hf_headers(token=self._settings.token or False, library_name="aviary")
        return {**headers, "Accept-Encoding": "identity"}

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        import httpx2

        host = self.host
        try:
            yield
        except (httpx2.ConnectError, httpx2.ProxyError) as error:
            if _is_certificate_problem(error):
                raise CertificateUntrusted(
                    "This computer does not trust the certificate of “{host}”.",
                    repr(error),
                    host=host,
                ) from error
            raise TransientError(
                HubUnreachable("“{host}” cannot be reached.", repr(error), host=host)
            ) from error
        except httpx2.TimeoutException as error:
            raise TransientError(
                HubUnreachable(
                    "“{host}” sent nothing for {seconds:.0f} seconds.",
                    repr(error),
                    host=host,
                    seconds=self._settings.stall_s,
                )
            ) from error
        except httpx2.TransportError as error:
            raise TransientError(
                HubUnreachable("The connection to “{host}” broke.", f"{what}: {error!r}", host=host)
            ) from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise HubUnreachable("“{host}” cannot be used.", repr(error), host=host) from error


def token_host(endpoint: str) -> str:
    """Return host and port of an address, for which a token is valid; "" means the hub."""
    address = endpoint or ENDPOINT
    return (
        urlsplit(address if "://" in address else f"//{address}").netloc.rpartition("@")[2].lower()
    )


def _begins_at(response: "httpx2.Response", start: int) -> bool:
    said = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return (
        response.status_code == HTTPStatus.PARTIAL_CONTENT
        and said is not None
        and int(said[1]) == start
    )


def _check_status(response: "httpx2.Response") -> None:
    status = response.status_code
    if response.is_success or response.is_redirect:
        return
    detail = f"{status} {response.headers.get('X-Error-Message', '')} {response.url}"
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise HubRefused("The server does not allow Aviary to download this file.", detail)
    if status == HTTPStatus.NOT_FOUND:
        raise HubFileMissing("The server does not have this file.", detail)
    if (
        status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
        or response.is_server_error
    ):
        error = HubBusy("The server is busy (status {status}).", detail, status=status)
        raise TransientError(error, _retry_after(response))
    raise HubFileMissing("The server refuses the request (status {status}).", detail, status=status)


def _retry_after(response: "httpx2.Response") -> float | None:
    """Parse Retry-After in seconds; its date form would rely on two clocks agreeing."""
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isdigit() else None


def _is_certificate_problem(error: BaseException) -> bool:
    import ssl

    return any(
        isinstance(one, ssl.SSLError) or "certificate" in str(one).casefold()
        for one in every_error(error)
    )
