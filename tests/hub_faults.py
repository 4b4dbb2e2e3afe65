"""What a hub answers, and how the weather spoils it.

A fault is used up by the first request that it fits, so that the next try succeeds;
`[Cut(9)] * 3` spoils three, and `lasting=True` every one.
"""

import re
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from typing import Literal, TypeAlias

Host: TypeAlias = Literal["hub", "cdn"]
Method: TypeAlias = Literal["GET", "HEAD", "any"]

RESOLVE = re.compile(r"/(?P<repo>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<file>.+)")
RANGE = re.compile(r"bytes=(?P<start>\d+)-(?P<last>\d*)")


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked for; the names of `headers` are in lower case."""

    host: Host
    method: str
    path: str
    headers: dict[str, str]

    @property
    def token(self) -> str:
        """The bearer token, or nothing."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")


@dataclass(slots=True)
class Answer:
    """What the client will get. Faults change it before or after it is filled in."""

    request: Request
    range: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | memoryview = b""
    cut_after: int | None = None
    reset: bool = False
    stall_after: int = 0
    stall_s: float = 0.0
    bytes_per_s: int = 0

    def refuse(self, status: int, code: str = "", message: str = "") -> None:
        """Becomes an error, in the hub's form."""
        self.status = status
        self.headers = {"X-Error-Code": code, "X-Error-Message": message} if code else {}
        self.body = message.encode()

    def serve(self, data: memoryview, etag: str) -> None:
        """Becomes the part of `data` that was asked for."""
        self.body = data
        self.headers = {"ETag": etag, "Accept-Ranges": "bytes"}
        asked = RANGE.fullmatch(self.range)
        if not asked or self.request.headers.get("if-range", etag) != etag:
            return
        start = int(asked["start"])
        stop = min(int(asked["last"]) + 1 if asked["last"] else len(data), len(data))
        if start >= stop:
            self.refuse(416)
            self.headers = {"Content-Range": f"bytes */{len(data)}"}
            return
        self.status = 206
        self.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(data)}"
        self.body = data[start:stop]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Spoils the answers of one host to one method."""

    host: Host = "cdn"
    method: Method = "GET"
    lasting: bool = False

    def fits(self, request: Request) -> bool:
        """Whether it spoils this request."""
        return self.host == request.host and self.method in {"any", request.method}

    def before(self, answer: Answer) -> None:
        """Changes the request."""

    def after(self, answer: Answer) -> None:
        """Changes the response."""


@dataclass(frozen=True, slots=True)
class Cut(Fault):
    """The connection ends after that many bytes of the body; Content-Length announces all.

    After a reset the client may have fewer bytes, as those under way are lost.
    """

    after_bytes: int
    reset: bool = False

    def after(self, answer: Answer) -> None:
        answer.cut_after, answer.reset = self.after_bytes, self.reset


@dataclass(frozen=True, slots=True)
class Shorten(Fault):
    """The body has only that many bytes, and Content-Length agrees."""

    to_bytes: int

    def after(self, answer: Answer) -> None:
        answer.body = answer.body[: self.to_bytes]


@dataclass(frozen=True, slots=True)
class Lengthen(Fault):
    """So many bytes more than the file has, and Content-Length agrees."""

    by_bytes: int

    def after(self, answer: Answer) -> None:
        answer.body = bytes(answer.body) + bytes(self.by_bytes)


@dataclass(frozen=True, slots=True)
class Corrupt(Fault):
    """As many bytes as there should be, but the first one is wrong."""

    def after(self, answer: Answer) -> None:
        answer.body = bytes([answer.body[0] ^ 0xFF]) + bytes(answer.body[1:])


@dataclass(frozen=True, slots=True)
class Stall(Fault):
    """So many bytes, then nothing for a time, then the rest."""

    after_bytes: int
    seconds: float

    def after(self, answer: Answer) -> None:
        answer.stall_after, answer.stall_s = self.after_bytes, self.seconds


@dataclass(frozen=True, slots=True)
class Slow(Fault):
    """No faster than this."""

    bytes_per_s: int

    def after(self, answer: Answer) -> None:
        answer.bytes_per_s = self.bytes_per_s


@dataclass(frozen=True, slots=True)
class NoRange(Fault):
    """The whole file, whatever part was asked for."""

    def before(self, answer: Answer) -> None:
        answer.range = ""


@dataclass(frozen=True, slots=True)
class WrongStart(Fault):
    """A part that starts that many bytes late (early, if negative), as Content-Range says."""

    shift_bytes: int

    def before(self, answer: Answer) -> None:
        if asked := RANGE.fullmatch(answer.range):
            start = max(0, int(asked["start"]) + self.shift_bytes)
            answer.range = f"bytes={start}-{asked['last']}"


@dataclass(frozen=True, slots=True)
class Status(Fault):
    """An error instead of the file: Status(404, "EntryNotFound"), Status(503, retry_after_s=1)."""

    code: int
    error_code: str = ""
    retry_after_s: int | None = None
    _: KW_ONLY
    host: Host = "hub"
    method: Method = "any"

    def after(self, answer: Answer) -> None:
        answer.refuse(self.code, self.error_code, self.error_code or f"Status {self.code}")
        if self.retry_after_s is not None:
            answer.headers["Retry-After"] = str(self.retry_after_s)


@dataclass(frozen=True, slots=True)
class OnlyNewest(Fault):
    """A mirror that has no revision but the newest."""

    _: KW_ONLY
    host: Host = "hub"
    method: Method = "any"
    lasting: bool = True

    def after(self, answer: Answer) -> None:
        asked = RESOLVE.fullmatch(answer.request.path)
        if asked and asked["revision"] != "main":
            answer.refuse(404, "RevisionNotFound", "Invalid rev id")


@dataclass(frozen=True, slots=True)
class Gated(Fault):
    """Files for the owner of the token alone: 401 without a token, 403 with another one."""

    token: str
    _: KW_ONLY
    host: Host = "hub"
    method: Method = "any"
    lasting: bool = True

    def after(self, answer: Answer) -> None:
        if answer.request.token != self.token and RESOLVE.match(answer.request.path):
            status = 403 if answer.request.token else 401
            answer.refuse(status, "GatedRepo", "Access to this model is restricted.")


@dataclass(frozen=True, slots=True)
class Redirect(Fault):
    """The same headers, but the file is said to be elsewhere."""

    location: str
    _: KW_ONLY
    host: Host = "hub"
    method: Method = "any"

    def after(self, answer: Answer) -> None:
        answer.status, answer.body = 302, b""
        answer.headers["Location"] = self.location


@dataclass(frozen=True, slots=True)
class Meanwhile(Fault):
    """Something happens before the answer, such as another version being published.

    If it raises a ConnectionError, the connection ends without an answer.
    """

    action: Callable[[], object]
    _: KW_ONLY
    host: Host = "hub"
    method: Method = "any"

    def before(self, answer: Answer) -> None:  # noqa: ARG002  the action knows nothing of it
        self.action()
