"""Talking to the Hugging Face hub, or to a mirror of it: what a file is, and its bytes.

huggingface_hub makes the addresses, headers and errors. The transfer itself is ours, because
`hf_hub_download` (2.4) throws away what has arrived when it is interrupted, and sleeps where it
cannot be stopped.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

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
# A connection that gives no byte for so long is broken, whatever TCP thinks.
STALL_S = 20.0
BLOCK_BYTES = 1 << 18
MAX_REDIRECTS = 5
# Nobody listens between a program and its own computer.
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class HubSettings:
    """How to reach the hub.

    Attributes:
        endpoint: the hub's address, or a mirror's.
        token: for gated models, or nothing.
        proxy: an address, or nothing for the system's own proxy settings.
        stall_s: the longest silence, in seconds.
    """

    endpoint: str = ENDPOINT
    token: str = ""
    proxy: str = ""
    stall_s: float = STALL_S


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file on the hub as it is now.

    Attributes:
        url: where it is asked for; the hub answers with a short-lived address.
        sha256: what the hub says of it; empty where a mirror does not.
        bytes: its size.
        revision: the repository's commit.
    """

    url: str
    sha256: str
    bytes: int
    revision: str


class TransientError(Exception):
    """What may be better in a moment; `error` is what to say if it is not.

    Attributes:
        retry_after_s: the pause that the server asked for, or None.
    """

    def __init__(self, error: AppError, retry_after_s: float | None = None) -> None:
        super().__init__(error.message)
        self.error = error
        self.retry_after_s = retry_after_s


class RangeIgnored(Exception):
    """The server answered from another place than it was asked for."""


class Hub:
    """One connection pool to the hub; close it in the thread that made it.

    Attributes:
        host: who is asked, for people and logs.
    """

    def __init__(self, settings: HubSettings) -> None:
        import ssl

        import httpx2
        import truststore

        self._settings = settings
        # The system's own certificates, among them those that a company installed.
        trusted = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.host = host_of(settings.endpoint) or settings.endpoint
        self._client = httpx2.Client(
            follow_redirects=True,  # it drops the token where the host changes
            event_hooks={"request": [self._guard]},
            verify=trusted,
            proxy=settings.proxy or None,
            timeout=settings.stall_s,
        )

    def close(self) -> None:
        """End all connections."""
        self._client.close()

    def _guard(self, request: "httpx2.Request") -> None:
        """Before each request, those after a redirect too.

        Raises:
            UnsafeConnection: it would go on without encryption what began with it.
        """
        is_safe = request.url.scheme == "https"
        if not is_safe and self._settings.endpoint.lower().startswith("https:"):
            raise UnsafeConnection(
                f"“{self.host}” redirects to an address without encryption.",
                KNOWN.without(str(request.url)),
            )
        # Only the token: user and password in a mirror's address are for what the user typed.
        if request.headers.get("Authorization", "").startswith("Bearer ") and not (
            (is_safe or request.url.host in LOOPBACK)
            and request.url.netloc.decode("ascii").lower() == token_host(self._settings.endpoint)
        ):
            logger.warning("the access token is not sent to %s", request.url.host)
            del request.headers["Authorization"]

    def describe(self, repo_id: str, file_name: str, revision: str | None = None) -> RemoteFile:
        """Ask what a file is now, or was in a revision.

        Raises:
            TransientError: the server or the connection may be better in a moment.
            DownloadError: it will not, with the reason.
        """
        from huggingface_hub import hf_hub_url

        url = hf_hub_url(repo_id, file_name, revision=revision, endpoint=self._settings.endpoint)
        with self._explained(repo_id):
            response = self._head(url)
            headers = response.headers
            etag = (headers.get("X-Linked-Etag") or headers.get("ETag") or "").removeprefix("W/")
            sha256 = etag.strip('"')
            size = headers.get("X-Linked-Size") or headers.get("Content-Length")
            if not size or not size.isdigit() or (response.is_redirect and etag == ""):
                raise HubFileMissing(
                    f"“{self.host}” does not answer as a model hub does.",
                    f"{response.status_code} {dict(headers)}",
                )
        if not SHA256.fullmatch(sha256):
            logger.warning("the server gives no checksum of %s", url)
            sha256 = ""
        return RemoteFile(url, sha256, int(size), headers.get("X-Repo-Commit", ""))

    def _head(self, url: str) -> "httpx2.Response":
        """The hub's own answer about a file.

        A renamed repository and a mirror redirect to the hub's answer. The hub redirects to its
        storage, which is not followed: what matters is said in the hub's answer, and a signed
        address may be for GET alone.
        """
        request = self._client.build_request("HEAD", url, headers=self._headers())
        for _ in range(MAX_REDIRECTS):
            response = self._client.send(request, follow_redirects=False)
            _check_status(response)
            if response.next_request is None or "X-Linked-Size" in response.headers:
                return response
            request = response.next_request
        raise HubFileMissing(f"“{self.host}” redirects in a circle.")

    @contextmanager
    def read(self, file: RemoteFile, start: int) -> Iterator[Iterator[bytes]]:
        """The file's bytes from `start` on.

        Raises:
            RangeIgnored: they begin elsewhere; take the file from its beginning.
            TransientError, DownloadError: as `describe`; also while the bytes are read.
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

        # False: never the token of another program, which its owner did not give to Aviary.
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
                    f"The certificate of “{host}” is not trusted by this computer.", repr(error)
                ) from error
            raise TransientError(
                HubUnreachable(f"“{host}” cannot be reached.", repr(error))
            ) from error
        except httpx2.TimeoutException as error:
            raise TransientError(
                HubUnreachable(
                    f"“{host}” sent nothing for {self._settings.stall_s:.0f} seconds.", repr(error)
                )
            ) from error
        except httpx2.TransportError as error:
            raise TransientError(
                HubUnreachable(f"The connection to “{host}” broke.", f"{what}: {error!r}")
            ) from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise HubUnreachable(f"“{host}” cannot be used.", repr(error)) from error


def token_host(endpoint: str) -> str:
    """Host and port of an address, to which a token belongs; nothing stands for the hub."""
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
        raise HubRefused("The server does not let Aviary have this file.", detail)
    if status == HTTPStatus.NOT_FOUND:
        raise HubFileMissing("The server does not have this file.", detail)
    if (
        status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
        or response.is_server_error
    ):
        error = HubBusy(f"The server is busy (it answers {status}).", detail)
        raise TransientError(error, _retry_after(response))
    raise HubFileMissing(f"The server refuses the request (it answers {status}).", detail)


def _retry_after(response: "httpx2.Response") -> float | None:
    """Seconds; the header's other form, a date, is not worth trusting two clocks for."""
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isdigit() else None


def _is_certificate_problem(error: BaseException) -> bool:
    import ssl

    current: BaseException | None = error
    while current is not None:
        if isinstance(current, ssl.SSLError) or "certificate" in str(current).casefold():
            return True
        current = current.__cause__ or current.__context__
    return False
