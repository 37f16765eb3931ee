# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""An end for every request, whatever comes: how long it takes as a whole, and how much of an answer is taken in.

The time-outs of sockets are between two bytes, and the libraries read headers, "100 Continue" and lines of chunks for
as long as they come. So the connections made here count on the socket itself, below all of them.
"""

from __future__ import annotations

import contextlib
import functools
import http.client
import io
import threading
import time
import typing as t
import zlib

MEBIBYTE = 1024 * 1024

#: How many connections to a server are kept, so that as many requests at a time need no new ones.
CONNECTIONS = 16

#: Bytes that head, encoding and chunks may add to a body.
_AROUND_A_BODY = MEBIBYTE

#: Bytes that are taken from the network, or out of a compressed body, at once.
_AT_ONCE = 65536

_here = threading.local()


class Ended(OSError):
    """A request that was ended; the text says why."""


class TooLarge(Ended):
    """A request that was ended because of the size of its answer."""


class Attempt:
    """One request on its way, in one thread: ``seconds`` for all of it, ``max_body`` bytes for what it brings.

    ``own_connection`` says that it may not use one that was kept. ``may_have_arrived`` tells whether there was a
    connection to send it over.
    """

    def __init__(self, seconds: float, max_body: int, own_connection: bool) -> None:
        self.own_connection = own_connection
        self._until = time.monotonic() + seconds
        self._max_body = max_body
        self._left = max_body + _AROUND_A_BODY
        self.may_have_arrived = False
        self.is_too_large = False

    @property
    def seconds_left(self) -> float:
        """How long it may still take; not more than 0 when its time is over."""
        return self._until - time.monotonic()

    @contextlib.contextmanager
    def under_way(self) -> t.Iterator[None]:
        """What this thread sends and reads in here belongs to this request."""
        _here.attempt = self
        try:
            yield
        finally:
            del _here.attempt

    def patience(self) -> float:
        """How long to wait for the next byte at most; ``Ended`` when there is no time left."""
        left = self.seconds_left
        if left <= 0:
            raise Ended("no time is left")
        return left

    def count(self, size: int) -> None:
        """Count bytes that came; ``TooLarge`` when it is enough."""
        self._left -= size
        if self._left < 0:
            raise self.too_large()

    def too_large(self) -> TooLarge:
        """The end of an answer that is larger than may be."""
        self.is_too_large = True
        return TooLarge(f"the answer is larger than {self._max_body // MEBIBYTE} MiB")

    def body(self, chunks: t.Iterable[bytes], encoding: str, limit: int) -> bytes:
        """The body that comes in ``chunks``, decoded; what is beyond ``limit`` decoded bytes is left unread.

        ``ValueError`` for an encoding that nobody asked for, and for what is none.
        """
        parts = []
        size = 0
        for part in _decoded(chunks, encoding):
            parts.append(part)
            size += len(part)
            if size > limit:
                break
        return b"".join(parts)[: limit + 1]


def under_way() -> Attempt:
    """The request that this thread has under way."""
    attempt: Attempt = _here.attempt
    return attempt


class _Reader(io.RawIOBase):
    """What comes over a socket, counted, and no longer waited for than its request may take."""

    def __init__(self, source: io.RawIOBase, sock: t.Any, attempt: Attempt) -> None:
        super().__init__()
        self._source = source
        self._sock = sock
        self._between_bytes = sock.gettimeout()
        self._attempt = attempt

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: t.Any) -> int | None:
        """Read what there is."""
        patience = self._attempt.patience()
        if self._between_bytes is not None and patience < self._between_bytes:
            self._sock.settimeout(patience)
        size = self._source.readinto(buffer)
        self._attempt.count(size or 0)
        return size

    def close(self) -> None:
        """Close the source as well."""
        self._source.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """A response that is read through a ``_Reader``, from its first byte."""

    def __init__(self, sock: t.Any, *args: t.Any, **kwargs: t.Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp: t.Any = io.BufferedReader(_Reader(self.fp.detach(), sock, under_way()))


class _Connection:
    """Mixed into the libraries' connections, with a proxy or without."""

    response_class = _Response

    def connect(self) -> None:
        """Connect, with TLS and through a proxy if need be; what is sent from now on may arrive."""
        super().connect()  # type: ignore[misc]
        under_way().may_have_arrived = True


@functools.cache
def _with_bounds(pool: t.Any) -> t.Any:
    """A class of connection pools whose connections have bounds."""
    connection = type(pool.ConnectionCls.__name__, (_Connection, pool.ConnectionCls), {})
    return type(pool.__name__, (pool,), {"ConnectionCls": connection})


def adapter(requests: t.Any) -> t.Any:
    """What carries the requests of a session, over connections with bounds."""

    class Adapter(requests.adapters.HTTPAdapter):
        def init_poolmanager(self, *args: t.Any, **kwargs: t.Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            _bind(self.poolmanager)

        def proxy_manager_for(self, proxy: str, **kwargs: t.Any) -> t.Any:
            known = proxy in self.proxy_manager
            manager = super().proxy_manager_for(proxy, **kwargs)
            if not known:
                _bind(manager)
            return manager

    return Adapter(pool_maxsize=CONNECTIONS)


def _bind(manager: t.Any) -> None:
    pools = manager.pool_classes_by_scheme
    manager.pool_classes_by_scheme = {scheme: _with_bounds(pool) for scheme, pool in pools.items()}


def _decoded(chunks: t.Iterable[bytes], encoding: str) -> t.Iterator[bytes]:
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from chunks
    elif encoding in ("gzip", "x-gzip"):
        yield from _unzipped(chunks)
    else:
        raise ValueError(f"it is encoded as {encoding}, which was not asked for")


def _unzipped(chunks: t.Iterable[bytes]) -> t.Iterator[bytes]:
    """The parts of a body in gzip, of all its members (RFC 1952, 2.2), never much at once, however well compressed."""
    unzip: t.Any = None
    try:
        for chunk in chunks:
            rest, is_full = chunk, False
            while rest or is_full:
                if unzip is None or unzip.eof:
                    unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
                part = unzip.decompress(rest, _AT_ONCE)
                yield part
                rest = unzip.unused_data or unzip.unconsumed_tail
                is_full = len(part) == _AT_ONCE and not unzip.eof
    except zlib.error as error:
        raise ValueError(f"it is no gzip ({error})") from None
    if unzip is not None and not unzip.eof:
        raise ValueError("its compressed body has no end")
