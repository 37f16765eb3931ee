# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Why TLS failed, told by OpenSSL's own codes and names wherever there are any, and what helps against each cause."""

from __future__ import annotations

import re
import ssl
import typing as t


class Cause(t.NamedTuple):
    """Why TLS failed, in ``words``, and the ``hint`` that helps.

    Both are about ``{peer}``, server or proxy, whose address is in the option ``{option}``, and may repeat what the
    library ``{said}``. ``passes`` says that another try may succeed.
    """

    words: str
    hint: str
    passes: bool = False


_UNKNOWN_AUTHORITY = Cause(
    "this host trusts nobody who signed the {peer}'s certificate ({said})",
    "Give the certificate of the authority that signed it with ca_path, in PEM form; a certificate that signed itself "
    "is its own authority. On a test system, validate_certs: false does without.",
)
_OTHER_NAME = Cause(
    "the {peer}'s certificate is for another name ({said})",
    "Write a name that the certificate has into the option {option}, or give the {peer} a certificate for this one.",
)
_FAULTY = Cause(
    "the {peer}'s certificate is not accepted ({said})", "The {peer} needs a certificate that does not have this fault."
)

#: By the codes that OpenSSL gives to what is wrong with a certificate (x509_vfy.h). All others are ``_FAULTY``.
_OF_CERTIFICATES = {
    **dict.fromkeys((2, 18, 19, 20, 21, 27), _UNKNOWN_AUTHORITY),
    **dict.fromkeys((62, 64), _OTHER_NAME),
    9: Cause(
        "the {peer}'s certificate is not valid yet", "Compare the clocks of this host and of the {peer}, or replace it."
    ),
    10: Cause("the {peer}'s certificate has expired", "Renew it on the {peer}; if it is new, see this host's clock."),
}

#: By what is in OpenSSL's name of an error (sslerr.h, x509err.h), or in the text of one that has none.
_NAMED = {
    "CERTIFICATE_REQUIRED": Cause(
        "the {peer} wants a client certificate", "Give one with the options client_cert and client_key."
    ),
    r"ALERT_\w*(CERTIFICATE|UNKNOWN_CA)": Cause(
        "the {peer} refuses the client certificate ({said})",
        "Give one that is valid, and of an authority that the {peer} knows, with client_cert and client_key.",
    ),
    "HANDSHAKE_FAILURE": Cause(
        "the {peer} breaks off the handshake",
        "It may want a client certificate (client_cert and client_key), or have no cipher in common with this host: "
        "its log tells.",
    ),
    "PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|WRONG_SSL_VERSION": Cause(
        "the {peer} and this host have no version of TLS in common ({said})",
        "Allow TLS 1.2 or newer on the {peer}: older versions are no longer accepted.",
    ),
    # of a certificate that is loaded here; one that a server shows fails by the codes above
    r"\b(EE|CA)_(KEY_TOO_SMALL|MD_TOO_WEAK)": Cause(
        "client_cert is too weak for this host ({said})", "Give one with a key and a signature of today's length."
    ),
    "LEGACY_SIGALG|KEY_TOO_SMALL|TOO_WEAK|LEGACY_RENEGOTIATION|NO_SHARED_CIPHER|NO_CIPHERS_AVAILABLE": Cause(
        "what the {peer} offers is too old or too weak for this host ({said})",
        "Allow TLS 1.2 or newer on the {peer}, and give it a certificate with a key of today's length.",
    ),
    "WRONG_VERSION_NUMBER|UNKNOWN_PROTOCOL|PACKET_LENGTH_TOO_LONG": Cause(
        "the {peer} answers in plain text",
        "No TLS is spoken on this port: compare scheme and port in the option {option}. With http:// the credentials "
        "would travel in the clear.",
    ),
    "KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH|NO_CERTIFICATE_ASSIGNED": Cause(
        "client_key is not the key of client_cert", "Give both as they were made together."
    ),
    r"private key is encrypted": Cause("client_key is encrypted", "Give it without a password."),
    r"\[SSL\] PEM lib": Cause(
        "client_cert and client_key do not hold a certificate and its key in PEM form",
        "Without client_key, the file that client_cert names has to hold both.",
    ),
    r"NO_CERTIFICATE_OR_CRL_FOUND|\[X509\] PEM lib|CA certificate bundle": Cause(
        "there is no certificate of an authority in PEM form where they were looked for",
        "Check ca_path or, where that is not given, the environment variables REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE.",
    ),
}

_CLOSED = Cause(
    "the {peer} ends the connection while TLS is set up",
    "Try again later; if it stays so, compare scheme and port in the option {option}, and look at firewalls on the "
    "way.",
    passes=True,
)
_UNKNOWN = Cause("{said}", "The log of the {peer} may tell more.", passes=True)


def cause_of(error: BaseException) -> Cause:
    """The cause of ``error``: what ssl raised, or what a library raised without it."""
    if isinstance(error, ssl.SSLCertVerificationError) or type(error).__name__ == "CertificateError":
        # names are compared by urllib3 itself before version 2, which sets no code
        return _OF_CERTIFICATES.get(getattr(error, "verify_code", 62), _FAULTY)
    if isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return _CLOSED
    said = getattr(error, "reason", None) or str(error)
    return next((cause for name, cause in _NAMED.items() if re.search(name, str(said))), _UNKNOWN)


def said_by(error: BaseException) -> str:
    """What the library says about ``error``, once: the words of OpenSSL, or its name for it."""
    text = getattr(error, "verify_message", None) or getattr(error, "reason", None) or str(_first(error))
    return re.sub(r"^\[[\w: ]+\] | \(_ssl\.c:\d+\)$", "", str(text)).rstrip(".")


def _first(error: BaseException) -> t.Any:
    """The text in an error, which older libraries wrap in a tuple."""
    return error.args[0] if len(error.args) == 1 and isinstance(error.args[0], str) else error
