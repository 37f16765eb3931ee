# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options that PRTG modules share, the connection with the inventory too.

Same order as module_utils/_options.py, _prtg/selection.py and _prtg/action.py.
"""

from __future__ import annotations


class ModuleDocFragment:
    """Fragments ``prtg`` (connection, but for what ``transport`` has), ``prtg.selectors`` and ``prtg.trust``.

    Those of modules that act on objects besides: ``prtg.waiting``, and ``prtg.allow_empty`` or, with a token, that of
    ``prtg.allow_empty_restoring``.
    """

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Base URL of the PRTG web server, such as V(https://prtg.example.com), for API v1, or of the PRTG application
        server, such as V(https://prtg.example.com:1616/api/v2), for API v2. Without a scheme, V(https) is taken.
        For TEXTLIST it is that of the web server, with C(/textlist) behind it or without.
      - If the option is not set, the environment variable E(PRTG_URL) is used. One of them is needed. An empty variable
        counts as not set; the same holds for all other variables.
    type: str
  api:
    description:
      - Which API of PRTG to speak.
      - V(auto) decides from O(url) alone and sends no probe. A path with V(/api/v2), or port V(1616) or V(1615),
        means V(v2), a path that ends in V(/textlist) means V(textlist), anything else V(v1).
      - V(textlist) is the TEXTLIST interface of PRTG 7 and IPCheck Server Monitor 5, which later servers may not have.
        It only reads, and tells groups, devices and sensors with ids, names, states and messages; what it does not
        tell is null, and an error in a filter. The guide
        U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/textlist.md) has the rest.
      - If the option is not set, the environment variable E(PRTG_API) is used.
    type: str
    choices: [auto, v1, v2, textlist]
    default: auto
  server_name:
    description:
      - What this server is called wherever it matters whose an id is, as each PRTG server numbers its objects itself.
      - Without it, a server is called by the host and the base path of O(url), without scheme, port,
        C(/api/v2) and C(/textlist), so that all APIs of one server agree. Set it where two servers share a host name,
        or one has two.
      - If the option is not set, the environment variable E(PRTG_SERVER_NAME) is used.
    type: str
  api_token:
    description:
      - API key of PRTG. API v1 gets it as a parameter, API v2 as a bearer token.
      - If the option is not set, the environment variable E(PRTG_API_TOKEN) is used.
    type: str
  username:
    description:
      - Name of a PRTG user, if no O(api_token) is given.
      - If the option is not set, the environment variable E(PRTG_USERNAME) is used.
    type: str
  password:
    description:
      - Password of O(username). With API v2 it opens a session that is closed at the end. TEXTLIST takes nothing else.
      - If the option is not set, the environment variable E(PRTG_PASSWORD) is used.
    type: str
  passhash:
    description:
      - Passhash of O(username), from the account settings of PRTG. It comes before O(password). API v2 does not know
        it.
      - If the option is not set, the environment variable E(PRTG_PASSHASH) is used.
    type: str
requirements:
  - lxml (for API v1)
"""

    SELECTORS = r"""
options:
  ids:
    description:
      - Ids of the objects. They are unique in PRTG.
      - An empty list selects nothing. An id, or another selector, that is null or an empty text is an error before
        anything is sent. A null beside another selector counts as not given.
      - In check mode an id that is null or empty is a warning, since what an earlier task only predicts has none yet.
    type: list
    elements: str
  names:
    description:
      - Exact names of the objects, in the same case. A name that several objects have selects all of them; narrow it
        with O(kind) and O(under).
    type: list
    elements: str
  filter:
    description:
      - Only objects that fit this expression of PRTG's filter language, such as
        V(kind = sensor and tags contains "web" and not(status = up\)). It means the same on every API.
      - No filter selects the root, which only its id among O(ids) does. A server may not show it over API v2. That is
        an error, or a warning where objects are only read.
      - What the server can be trusted with is filtered there, all of it is checked here on each object.
      - The guide U(https://github.com/opswatch/opswatch.monitoring/blob/main/docs/filter-language.md) tells its
        properties and operators.
    type: str
  kind:
    description:
      - Only objects of these kinds.
    type: list
    elements: str
    choices: [probe, group, device, sensor]
  under:
    description:
      - Only objects below this one, at any depth, without the object itself.
      - Either an id, or the names from the probe down, separated by slashes, such as V(Local Probe/Servers/web-1).
      - V(0), the root, means everything that the account sees. It may be below what the account does not see itself;
        if the server does not tell that of some object, the task fails. Over TEXTLIST that is so of groups of PRTG 7.
    type: str
  max_matched:
    description:
      - Fail, before anything is done, if more objects than this match.
    type: int
  expect_server:
    description:
      - What the server is called that the objects belong to. If the connection's server is called otherwise, the task
        fails before it asks the server anything, since the same ids are other objects there.
      - Hosts of the inventory C(opswatch.monitoring.prtg) carry the name in C(prtg_server), by default host and base
        path of its URL. O(server_name) says what the connection's server is called.
      - Upper and lower case of the host count as equal. An empty value, or null, is an error and does not switch the
        comparison off. Leave the option out for that, or give it C(omit).
    type: str
"""

    TRUST = r"""
options:
  trust_server:
    description:
      - Leave to PRTG alone what of O(filter) no record tells, such as V(crossreference contains "2004"), instead of
        refusing it. All the rest is checked here as ever. What records could tell, and the lists of this server turn
        out not to tell, is left to it as well.
      - Only API v2 can be asked in this way. RV(query.filter) tells what it alone decided.
      - It is for reading only. Nobody can check such an answer, and nothing should be done to objects because of it.
      - What PRTG decides is sent as it stands. In an C(or) with it may only be what PRTG is known to compare exactly;
        anything else is an error before anything is sent, as are texts that PRTG is known to find nothing for.
      - A server that refuses the filter is an error, and so is one that says of an object that the filter holds and
        that it does not, which is asked for with one more request. If it says that all objects fit, a warning tells so,
        since it may not have compared anything.
    type: bool
    default: false
"""

    WAITING = r"""
options:
  wait_timeout:
    description:
      - How long to wait at most with O(wait=true), such as V(10m) or a number of seconds.
    type: str
    default: 5m
"""

    ALLOW_EMPTY = r"""
options:
  allow_empty:
    description:
      - Do not fail if nothing matches, or if one of O(ids) or O(names) does not exist. A O(filter) that matches nothing
        is a warning then.
      - Of O(ids) PRTG has to say so itself, object by object. An answer without them is not believed.
    type: bool
    default: false
"""

    ALLOW_EMPTY_RESTORING = r"""
options:
  allow_empty:
    description:
      - Do not fail if nothing matches, or if one of O(ids) or O(names) does not exist. A O(filter) that matches nothing
        is a warning then.
      - Of O(ids), and of what O(restore) names, PRTG has to say so itself, object by object. An answer without them is
        not believed.
    type: bool
    default: false
"""
