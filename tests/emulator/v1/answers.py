# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of the classic web server that are not data."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, quote_plus, urlencode
from xml.sax.saxutils import escape

from aiohttp import web
from multidict import MultiMapping

VERSION = "25.1.102.1373"
Query = MultiMapping[str]
UNKNOWN_ID = "Sorry, there is no object with the specified id."
UNKNOWN_ID_GERMAN = "Es gibt kein Objekt mit der angegebenen ID."
"""A guess; that it comes in the server's language is what PrtgAPI's integration tests expect (ForeignMessage)."""
WRONG_KIND = "Sorry, the selected object cannot be used here."
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" ?>\n'
LOGIN_PAGE = (
    '<!DOCTYPE html>\n<html><head><title>Welcome | PRTG Network Monitor</title></head><body><form id="loginform" '
    'accept-charset="UTF-8" action="/public/checklogin.htm" method="post">'
    '<input type="hidden" name="loginurl" value=""><input name="username" type="text">'
    '<input name="password" type="password"></form></body></html>\n'
)


OK_PAGE = '<HTML><BODY class="no-content"><B class="no-content">OK</B></BODY></HTML>'
"""What actions that were done answer (go-prtg's setobjectproperty), and some tables in place of rows (PrtgAPI #334)."""
HEADERS = {
    "Server": f"PRTG/{VERSION}",
    "Cache-Control": "no-cache",
    "Expires": "0",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-XSS-Protection": "1; mode=block",
}
"""What every answer carries, but for the version as 18.1.37 sent it (github.com/7RU7H/CTFs, in HackTheBox/Netmon/nuclei
prtg-detect-http___10.129.133.189_index.htm.md).
"""


def ok() -> web.Response:
    """An action that was done, without saying more."""
    return html(OK_PAGE)


def pause_button(object_id: int, paused: bool) -> web.Response:
    """What pausing and resuming answer: the button that would undo it (fixtures pause_ok and resume_ok)."""
    word, icon, action = ("Resume", "play", 1) if paused else ("Pause", "pause", 0)
    return html(
        f'<a data-placement="bottom" title="{word}" href="#" onclick="var self=this; '
        f"_Prtg.objectTools.pauseObject.call(this,'{object_id}',{action});return false;\">"
        f'<i class="icon-{icon} icon-dark"></i></a>'
    )


def html(text: str, status: int = 200) -> web.Response:
    """A page of the web server."""
    return web.Response(text=text, status=status, content_type="text/html", charset="UTF-8")


def xml(text: str, status: int = 200) -> web.Response:
    """An XML document."""
    return web.Response(text=text, status=status, content_type="text/xml", charset="UTF-8")


def bad_request(error: str) -> web.Response:
    """400 with the error document that the manual shows."""
    return xml(
        f"{XML_HEAD}<prtg>\n<version>{VERSION}</version>\n<error>{escape(error)}</error>\n</prtg>\n",
        400,
    )


def property_value(value: str, escaped: bool = True) -> web.Response:
    """What getobjectproperty and getobjectstatus answer."""
    text = escape(value) if escaped else value
    return xml(f"{XML_HEAD}<prtg>\n\t<version>{VERSION}</version>\n\t<result>{text}</result>\n</prtg>\n")


def unauthorized() -> web.Response:
    """Wrong or missing credentials."""
    return html("<HTML><BODY><B>Unauthorized</B></BODY></HTML>", 401)


def forbidden() -> web.Response:
    """A page that is not for this account (fixture forbidden_non_admin)."""
    return html("<HTML><BODY><B>Forbidden</B></BODY></HTML>", 403)


def unsupported_scheme() -> web.Response:
    """Any Authorization header, on this generation of the classic server."""
    return web.Response(text="Unsupported authorization scheme", status=401)


def not_found() -> web.Response:
    """A path that is no page."""
    return html("<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>", 404)


def redirect(location: str) -> web.Response:
    """302 with an empty body."""
    return web.Response(status=302, headers={"Location": location})


def to_login(path: str, query: Sequence[tuple[str, str]] = ()) -> web.Response:
    """302 to the log-in page, which is told the page that was asked for (fixture duplicate_ok_redirect)."""
    page = f"{path}?{urlencode(query)}" if query else path
    return redirect(f"/public/login.htm?loginurl={quote(page, safe='/?=')}&errormsg=")


def to_error(message: str, back: str = "") -> web.Response:
    """302 to the error page: a failure."""
    return redirect(f"/error.htm?errormsg={quote_plus(message, safe='/;')}&errorurl={quote(back, safe='/?=')}")


def page(name: str) -> web.Response:
    """The page of an object for people, of which nothing but the form of its title is known."""
    return html(f"<!DOCTYPE html>\n<html><head><title>{escape(name)} | PRTG Network Monitor</title></head></html>\n")


def not_completed(problem: str) -> str:
    """The message of the error page about a value that is refused (fixture error_redirect_html_list)."""
    listed = escape(problem, {"'": "&#39;"})
    return f"The request could not be completed.<br/><ul><li>{listed}</li></ul><br/>"


def error_page(message: str) -> web.Response:
    """The page that a failed action redirects to, with 200; its text is modelled on that of fixture
    read_only_user_200.
    """
    return html(f'<div class="errormsg"><h3>Error message: {escape(message)}</h3></div>')


def read_only(path: str, query: Query) -> web.Response:
    """200 with an error page: a read-only account tried to change something. The server masks secrets, not user
    names.
    """
    masked = {name: "***" if name in ("passhash", "password", "apitoken") else value for name, value in query.items()}
    parameters = "&".join(f"{name}={value}" for name, value in masked.items())
    return html(
        '<div class="errormsg"><p>PRTG Network Monitor has discovered a problem. Your last request could not be '
        "processed properly.</p><h3>Error message: Sorry, a read-only user account is not allowed to access this web "
        "page.</h3>"
        f'<small style="padding:5px;text-align:left">Url: {path}<br>Params: {parameters}&</small></div>'
    )
