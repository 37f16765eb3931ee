# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS fails against real servers on loopback: each cause is named once, has its own advice, and is not tried again."""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading

import pytest
import trustme
import urllib3

from ansible_collections.opswatch.monitoring.plugins.module_utils import _tls
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConnectionFailed
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
DAY = datetime.timedelta(days=1)
NOW = datetime.datetime.now(datetime.timezone.utc)


class Certificates:
    """An authority that is trusted and one that is not, certificates of both, and files of what clients are given."""

    def __init__(self, folder):
        self.authority, self.stranger = trustme.CA(), trustme.CA()
        self._folder = folder
        own, strange = (one.issue_cert("client@example.com") for one in (self.authority, self.stranger))
        self.files = {
            "ca": self._file("ca.pem", self.authority.cert_pem.bytes()),
            "no certificate": self._file("none.pem", b"not a certificate"),
            "broken": self._file("broken.pem", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
            "known": self._file("known.pem", own.private_key_and_cert_chain_pem.bytes()),
            "strange": self._file("strange.pem", strange.private_key_and_cert_chain_pem.bytes()),
            "without key": self._file("chain.pem", own.cert_chain_pems[0].bytes()),
            "other key": self._file("key.pem", strange.private_key_pem.bytes()),
        }

    def _file(self, name, content):
        path = self._folder / name
        path.write_bytes(content)
        return str(path)

    def server(self, *names, authority=None, versions=(), wants_client=False, **validity):
        """What a server with a certificate for ``names`` is set up with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        (authority or self.authority).issue_cert(*(names or ["127.0.0.1"]), **validity).configure_cert(context)
        if versions:
            context.minimum_version, context.maximum_version = versions
        if ssl.TLSVersion.TLSv1 in versions:
            context.set_ciphers("ALL:@SECLEVEL=0")
        if wants_client:
            self.authority.configure_trust(context)
            context.verify_mode = ssl.CERT_REQUIRED
        return context

    def signing_itself(self):
        """The same, of a certificate that is its own authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        whole = self.stranger.private_key_pem.bytes() + self.stranger.cert_pem.bytes()
        context.load_cert_chain(self._file("itself.pem", whole))
        return context


class Server:
    """Answers over TLS, or without a context, sends ``plain``; counts the connections."""

    def __init__(self, context=None, plain=b""):
        self.connections = 0
        self._context, self._plain = context, plain
        self._is_over = False
        self._same = None
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        while True:
            connection, _address = self._listening.accept()
            if self._is_over:
                connection.close()
                return
            self.connections += 1
            connection.settimeout(5)
            # TLS takes the socket away and closes it when it fails; this one stays
            with connection.dup() as self._same, contextlib.suppress(OSError):
                self._answer(connection)

    def _answer(self, connection):
        with connection:
            if self._context is None:
                connection.recv(65536)
                connection.sendall(self._plain)
                return
            try:
                secure = self._context.wrap_socket(connection, server_side=True)
            except ssl.SSLError:
                self._let_the_alert_arrive()
                raise
        with secure:
            secure.recv(65536)
            secure.sendall(ANSWER)

    def _let_the_alert_arrive(self):
        """Read what the client has sent meanwhile: closing on that would reset the connection before it can read."""
        self._same.settimeout(5)
        self._same.shutdown(socket.SHUT_WR)
        while self._same.recv(65536):
            pass

    def stop(self):
        self._is_over = True
        with contextlib.suppress(AttributeError, OSError):  # no connection, or none any more
            self._same.shutdown(socket.SHUT_RDWR)
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join(5)
        self._listening.close()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def serve():
    servers = []

    def start(*args, **kwargs):
        servers.append(Server(*args, **kwargs))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def ask(server, certificates, scheme="https", host="127.0.0.1", sleeps=None, **given):
    files = {name: certificates.files[value] for name, value in {"ca_path": "ca", **given}.items()}
    settings = HttpSettings(f"{scheme}://{host}:{server.port}", timeout=5, **files)
    return HttpClient(settings, sleep=([] if sleeps is None else sleeps).append).get("/x")


def no_pause(seconds):
    raise AssertionError(f"it was to be tried again after {seconds} s")


def failure(server, certificates, **given):
    """What is told of a failure, which has taken one connection at most, and no pause."""
    sleeps = []
    with pytest.raises(ConnectionFailed) as caught:
        ask(server, certificates, sleeps=sleeps, **given)
    assert server.connections <= 1
    assert sleeps == []
    text = str(caught.value)
    assert "_ssl.c" not in text
    assert "Max retries" not in text
    return text


def test_a_good_certificate_is_taken(serve, certificates):
    assert ask(serve(certificates.server()), certificates).text == "ok"
    assert ask(serve(certificates.server(wants_client=True)), certificates, client_cert="known").text == "ok"


@pytest.mark.parametrize("kind", ["of another authority", "of itself"])
def test_an_unknown_authority_is_told_to_name_it_and_not_to_look_away(serve, certificates, kind):
    of_itself = kind == "of itself"
    context = certificates.signing_itself() if of_itself else certificates.server(authority=certificates.stranger)
    text = failure(serve(context), certificates)
    assert "this host trusts nobody who signed the server's certificate (" in text
    assert text.index("ca_path") < text.index("validate_certs")
    assert text.count("signed the") == text.count("ca_path") == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_another_name_is_told_to_use_the_right_one(serve, certificates, host):
    text = failure(serve(certificates.server("prtg.example.com")), certificates, host=host)
    assert "the server's certificate is for another name (" in text
    assert "into the option url" in text
    assert "validate_certs" not in text
    assert "ca_path" not in text


@pytest.mark.parametrize(
    ("first", "last", "words", "advice"),
    [(-9, -1, "certificate has expired.", "Renew it on the server"), (1, 9, "is not valid yet.", "Compare the clocks")],
)
def test_a_time_that_is_over_or_to_come_is_told(serve, certificates, first, last, words, advice):
    server = serve(certificates.server(not_before=NOW + first * DAY, not_after=NOW + last * DAY))
    text = failure(server, certificates)
    assert f"{words} {advice}" in text
    assert text.count("expired") <= 1
    assert "validate_certs" not in text


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_an_old_version_of_tls_is_told_to_be_raised(serve, certificates):
    server = serve(certificates.server(versions=(ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)))
    text = failure(server, certificates)
    assert "Allow TLS 1.2 or newer on the server" in text
    assert "ca_path" not in text


BOTH = [(ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2), (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_3)]


@pytest.mark.parametrize("versions", BOTH)
def test_a_client_certificate_that_is_wanted_is_named(serve, certificates, versions):
    text = failure(serve(certificates.server(versions=versions, wants_client=True)), certificates)
    assert "client_cert and client_key" in text
    assert "client certificate" in text
    assert "ca_path" not in text


@pytest.mark.parametrize("versions", BOTH)
def test_a_client_certificate_of_a_stranger_is_refused(serve, certificates, versions):
    server = serve(certificates.server(versions=versions, wants_client=True))
    text = failure(server, certificates, client_cert="strange")
    assert "the server refuses the client certificate (" in text
    assert "of an authority that the server knows" in text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"client_cert": "known", "client_key": "other key"}, "client_key is not the key of client_cert"),
        ({"client_cert": "no certificate"}, "client_cert and client_key do not hold a certificate and its key"),
        ({"client_cert": "without key"}, "client_cert and client_key do not hold a certificate and its key"),
        ({"ca_path": "no certificate"}, "no certificate of an authority in PEM form"),
        ({"ca_path": "broken"}, "no certificate of an authority in PEM form"),
    ],
)
def test_files_that_do_not_fit_are_told_by_their_options(serve, certificates, given, words):
    text = failure(serve(certificates.server()), certificates, **given)
    assert words in text
    assert "validate_certs" not in text


def test_a_bundle_of_the_environment_that_is_not_there_is_told(serve, certificates, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/no/such/bundle.pem")
    settings = HttpSettings(f"https://127.0.0.1:{serve(certificates.server()).port}")
    with pytest.raises(ConnectionFailed, match="REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE"):
        HttpClient(settings, sleep=no_pause).get("/x")


def test_a_proxy_is_told_from_the_server(serve, certificates):
    proxy = serve(certificates.server(authority=certificates.stranger))
    files = {"ca_path": certificates.files["ca"], "proxy": f"https://127.0.0.1:{proxy.port}"}
    settings = HttpSettings("https://prtg.example.com", timeout=5, **files)
    with pytest.raises(ConnectionFailed, match="who signed the proxy's certificate"):
        HttpClient(settings, sleep=no_pause).get("/x")


def test_plain_text_on_the_port_is_told_without_sending_the_credentials_in_the_clear(serve, certificates):
    text = failure(serve(plain=b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), certificates)
    assert "the server answers in plain text. No TLS is spoken on this port: compare scheme and port" in text


@pytest.mark.parametrize(
    "plain",
    [
        b"\x15\x03\x01\x00\x02\x02\x0a",
        b"HTTP/1.1 400 Bad Request\r\nContent-Length: 78\r\nConnection: close\r\n\r\n"
        b"<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>\n",
        b"HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n",
    ],
)
def test_a_port_for_tls_that_was_asked_in_plain_text_is_told(serve, certificates, plain):
    text = failure(serve(plain=plain), certificates, scheme="http")
    assert "the server wants https" in text
    assert "Write https:// in the option url. Credentials have just been sent in the clear" in text


def test_a_port_that_ends_plain_text_is_told_what_it_may_be(serve, certificates):
    with pytest.raises(ConnectionFailed, match="A port that wants TLS may end plain HTTP like this"):
        ask(serve(certificates.server()), certificates, scheme="http")


def test_a_connection_that_ends_early_is_a_hiccup(serve, certificates):
    server, sleeps = serve(), []
    with pytest.raises(ConnectionFailed, match="ends the connection while TLS is set up") as caught:
        ask(server, certificates, sleeps=sleeps)
    assert (server.connections, len(sleeps)) == (4, 3)
    assert "Try again later" in str(caught.value)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (urllib3.exceptions.SSLError("Client private key is encrypted, password is required"), "client_key is encrypt"),
        (ssl.SSLError(1, "[SSL: DECRYPTION_FAILED_OR_BAD_RECORD_MAC] decryption failed (_ssl.c:9)"), "{said}"),
        (ssl.SSLError(1, "[SSL: DH_KEY_TOO_SMALL] dh key too small (_ssl.c:9)"), "too old or too weak"),
        (ssl.SSLError(1, "[SSL: EE_KEY_TOO_SMALL] ee key too small (_ssl.c:9)"), "client_cert is too weak"),
        (
            ssl.SSLError(1, "[SSL: NO_CERTIFICATE_ASSIGNED] no certificate assigned (_ssl.c:9)"),
            "not the key of client_cert",
        ),
        (ssl.SSLError(1, "[X509: KEY_TYPE_MISMATCH] key type mismatch (_ssl.c:9)"), "not the key of client_cert"),
        (ssl.SSLError(1, "[SSL: NO_PROTOCOLS_AVAILABLE] no protocols available (_ssl.c:9)"), "no version of TLS"),
        (ssl.SSLCertVerificationError("hostname '127.0.0.1' doesn't match 'prtg'"), "for another name"),
    ],
)
def test_causes_that_no_server_here_can_show(error, words):
    assert words in _tls.cause_of(error).words
    assert "_ssl.c" not in _tls.said_by(error)
    assert "[SSL" not in _tls.said_by(error)


def test_a_fault_of_a_certificate_that_has_no_entry_says_what_the_library_says():
    error = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")
    error.verify_code, error.verify_message = 23, "certificate revoked"
    assert _tls.cause_of(error).words.format(peer="server", said=_tls.said_by(error)) == (
        "the server's certificate is not accepted (certificate revoked)"
    )
    assert not _tls.cause_of(error).passes
