"""A Hugging Face hub on loopback that serves one's own files, and bad weather when asked for it.

    with HubServer() as hub:
        hub.publish("org/model", "model.nemo", data)
        hub.faults.append(Cut(after_bytes=1000))
        hf_hub_download("org/model", "model.nemo", endpoint=hub.url, local_dir=folder)

As with the real hub, the bytes come from another host, to which `resolve` redirects.
"""

import contextlib
import hashlib
import json
import socket
import ssl
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

import trustme

from tests.hub_faults import RESOLVE, Answer, Fault, Host, Request
from tests.model_folders import git_sha1

BLOCK_BYTES = 64 * 1024
SLICES_PER_S = 20  # of a slow answer: small enough that a test can end in the middle of it
RESET = struct.pack("ii", 1, 0)  # SO_LINGER on, 0 s: closing drops what is unsent and sends RST
MODEL_INFO = "/api/models/"
STORAGE = "/storage/"
POINTER_BYTES = 134  # of git's pointer to a large file, which the library expects


class HubServer:
    """Two servers of one mind: the hub, and the storage that it redirects to.

    Args:
        tls: use https with an untrusted certificate.
    """

    def __init__(self, *, tls: bool = False) -> None:
        self.faults: list[Fault] = []
        self.requests: list[Request] = []
        self.bytes_served = 0
        self.closing = threading.Event()
        self._files: dict[tuple[str, str], bytes] = {}
        self._stored: dict[str, bytes] = {}
        self._commits: dict[tuple[str, str], dict[str, bytes]] = {}
        self._lock = threading.Lock()
        self.authority = trustme.CA()
        self._scheme = "https" if tls else "http"
        self._servers = {"hub": self._listen("hub", tls=tls), "cdn": self._listen("cdn", tls=tls)}
        self.url = f"{self._scheme}://127.0.0.1:{self._servers['hub'].server_port}"
        # Another name for the same computer is another host.
        self.storage_url = f"{self._scheme}://localhost:{self._servers['cdn'].server_port}"

    def __enter__(self) -> Self:
        for server in self._servers.values():
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        for server in self._servers.values():
            server.shutdown()
            server.server_close()

    def publish(self, repo_id: str, file_name: str, data: bytes) -> None:
        """Have a file in a repository, or another version of it."""
        self._files[repo_id, file_name] = data

    def withdraw(self, repo_id: str, file_name: str) -> None:
        """Have that file no longer."""
        del self._files[repo_id, file_name]

    def commit(self, repo_id: str) -> str:
        """Keep a repository's files as they are now under a revision, and return that."""
        files = self._newest(repo_id)
        revision = _revision(files)
        self._commits[repo_id, revision] = files
        return revision

    def answer(self, request: Request) -> Answer:
        """What a request gets, spoilt by the faults that fit it."""
        with self._lock:
            self.requests.append(request)
            fitting = [fault for fault in self.faults if fault.fits(request)]
            once = [fault for fault in fitting if not fault.lasting][:1]
            spoiling = [*(fault for fault in fitting if fault.lasting), *once]
            for fault in once:
                self.faults.remove(fault)
        answer = Answer(request, request.headers.get("range", ""))
        for fault in spoiling:
            fault.before(answer)
        if request.path.startswith(STORAGE):
            self._answer_of_the_storage(answer)
        else:
            self._answer_of_the_hub(answer)
        for fault in spoiling:
            fault.after(answer)
        return answer

    def stored(self, data: bytes, name: str) -> str:
        """Where the storage has these bytes under that name from now on: an address."""
        self._stored[name] = data
        return f"{self.storage_url}{STORAGE}{name}"

    def count(self, size: int) -> None:
        """So many bytes of a body went out."""
        with self._lock:
            self.bytes_served += size

    def _answer_of_the_hub(self, answer: Answer) -> None:
        path = unquote(urlsplit(answer.request.path).path)
        if path.startswith(MODEL_INFO):
            self._describe(answer, "/".join(path.removeprefix(MODEL_INFO).split("/")[:2]))
            return
        asked = RESOLVE.fullmatch(path)
        repo_id, file_name = (asked["repo"], asked["file"]) if asked else ("", "")
        if not any(repo == repo_id for repo, _ in self._files):
            answer.refuse(401, "RepoNotFound", "Invalid username or password.")
            return
        revision = asked["revision"] if asked else ""
        files = self._commits.get((repo_id, revision)) or self._newest(repo_id)
        data = files.get(file_name)
        if data is None:
            answer.refuse(404, "EntryNotFound", "Entry not found")
            return
        if file_name.endswith(".json"):  # small texts are in git itself
            answer.serve(memoryview(data), f'"{git_sha1(data)}"')
            answer.headers["X-Repo-Commit"] = _revision(files)
            return
        sha256 = hashlib.sha256(data).hexdigest()
        answer.status = 302
        answer.headers = {
            "Location": self.stored(data, sha256),
            "X-Repo-Commit": _revision(files),
            "X-Linked-Etag": f'"{sha256}"',
            "X-Linked-Size": str(len(data)),
            "ETag": f'"{sha256}"',
        }

    def _answer_of_the_storage(self, answer: Answer) -> None:
        data = self._stored[answer.request.path.removeprefix(STORAGE)]
        answer.serve(memoryview(data), f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"')

    def _newest(self, repo_id: str) -> dict[str, bytes]:
        return {name: data for (repo, name), data in self._files.items() if repo == repo_id}

    def _describe(self, answer: Answer, repo_id: str) -> None:
        siblings = [
            {
                "rfilename": name,
                "size": len(data),
                "lfs": {
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "size": len(data),
                    "pointerSize": POINTER_BYTES,
                },
            }
            for (repo, name), data in self._files.items()
            if repo == repo_id
        ]
        if not siblings:
            answer.refuse(401, "RepoNotFound", "Invalid username or password.")
            return
        content = {"id": repo_id, "modelId": repo_id, "siblings": siblings, "tags": []}
        answer.body = json.dumps(content).encode()
        answer.headers = {"Content-Type": "application/json"}

    def _listen(self, host: Host, *, tls: bool) -> ThreadingHTTPServer:
        server = _Listener(
            ("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": self, "host": host})
        )
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        return server


def _revision(files: dict[str, bytes]) -> str:
    """A commit's hash: of what is in it."""
    digest = hashlib.sha1(usedforsecurity=False)
    for name in sorted(files):
        digest.update(files[name])
    return digest.hexdigest()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the weather."""


class _Handler(BaseHTTPRequestHandler):
    hub: HubServer
    host: Host
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer, with the body."""
        self._do()

    def do_HEAD(self) -> None:
        """Answer, without it."""
        self._do()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Tests assert on `requests` instead."""

    def _do(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            # Asked as a proxy, it gets a whole address, and plays the other server itself.
            path = urlsplit(self.path).path
            answer = self.hub.answer(Request(self.host, self.command, path, headers))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command == "GET":
                self._send(answer)
        except ConnectionError:
            self.close_connection = True

    def _send(self, answer: Answer) -> None:
        body = memoryview(answer.body)
        end = len(body) if answer.cut_after is None else min(answer.cut_after, len(body))
        stall = min(answer.stall_after, end) if answer.stall_s else end
        self._send_part(body[:stall], answer.bytes_per_s)
        if answer.stall_s:
            self.hub.closing.wait(answer.stall_s)
            self._send_part(body[stall:end], answer.bytes_per_s)
        if answer.cut_after is not None:
            self._cut(reset=answer.reset)

    def _send_part(self, part: memoryview, bytes_per_s: int) -> None:
        size = BLOCK_BYTES
        if bytes_per_s:
            size = max(1, min(BLOCK_BYTES, bytes_per_s // SLICES_PER_S))
        for start in range(0, len(part), size):
            if self.hub.closing.is_set():
                raise ConnectionAbortedError
            block = part[start : start + size]
            self.wfile.write(block)
            self.hub.count(len(block))
            if bytes_per_s:
                self.hub.closing.wait(len(block) / bytes_per_s)

    def _cut(self, *, reset: bool) -> None:
        self.close_connection = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.connection.close()
        else:
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
