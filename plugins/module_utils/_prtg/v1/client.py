# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""PRTG over its API v1: tables to read the state, actions to change it.

Every claim about the server is from PRTG API v1 facts; nothing of it was tried against a live server. The credentials
are parameters of every request, so that no URL of this client may ever be shown.
"""

from __future__ import annotations

import functools
import re
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ROOT_ID, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import part_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import (
    Arguments,
    once,
    refuse_lacking,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    Need,
    Query,
    Snapshot,
    Target,
    channels_of,
    in_batches,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.actions import ACTIONS, LACKS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import (
    CONTENTS,
    IDENTITY_COLUMNS,
    NO_SUCH_ID,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.pages import LONGEST_VALUE
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.parts import PARTS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.reading import Reading
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import (
    PAGE_SIZE,
    TABLE_PATH,
    Selection,
    TableReader,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep

PARALLEL_CHANNELS = 4

_NO_OBJECT = re.compile(r"(?i)\bno object with the specified id\b")


class V1Server:
    """``PrtgServer`` over API v1.

    ``credentials`` are the parameters that authenticate: ``apitoken``, or ``username`` with ``passhash`` or
    ``password``. ``warnings`` collects what users should know about their server. ``http`` and ``tables`` are what its
    parts ask with.
    """

    api = "v1"

    def __init__(
        self,
        settings: HttpSettings,
        credentials: dict[str, str],
        *,
        sleep: Sleep | None = None,
    ) -> None:
        secrets = [value for name, value in credentials.items() if name != "username"]
        self.http = HttpClient(settings, secrets=secrets, auth_query=credentials)
        self.warnings = self.http.clock.warnings
        self.tables = TableReader(self.http, self.warnings, sleep)

    def read(self, need: Need) -> Snapshot:
        """The objects that ``need`` describes; see ``PrtgServer``."""
        if need.settings:
            raise ConfigurationError(
                "PRTG's API v1 tells one setting of one object per request, so that settings are not read over it",
                hint="Use API v2.",
            )
        return Reading(self.tables, f"{self.http.server}{self.http.base_path}", need).snapshot()

    def total(self, kind: str) -> int | None:
        """How many rows the table of a kind has; see ``PrtgServer``."""
        content = CONTENTS[kind]
        asked = [("content", content.content), ("columns", "objid"), ("count", "1"), *content.filters]
        return self.tables.page(asked, ("objid",), content.roots).total

    def below(self, ancestor_id: str, objects: t.Sequence[PrtgObject], seen: bool, query: Query) -> dict[str, bool]:
        """Which objects are in the scope of ``ancestor_id``; see ``PrtgServer``.

        Scopes are asked for as whole tables: filters by id are known to fail on some versions (facts, section 2.5). Of
        what the account does not see they are not known to tell anything; the sensor tree does.
        """
        if not seen:
            parents = self.tables.parents(query)
            lines = {one.id: _line(one.id, parents) for one in objects}
            return {one: ancestor_id in line for one, line in lines.items() if ROOT_ID in line}
        found: set[str] = set()
        for kind in sorted({one.kind for one in objects}):
            selection = Selection(CONTENTS[kind], IDENTITY_COLUMNS, scope=ancestor_id)
            found.update(self.tables.whole(selection, query, list))
        return {one.id: one.id in found for one in objects}

    def refuse_lacking(self, action: str, arguments: Arguments | None = None) -> None:
        """Refuse what API v1 cannot do, and what does not go into a URL; see ``PrtgServer``.

        The message of a pause may hold what others have said, which is put back as long as the server takes it.
        """
        refuse_lacking(self.api, LACKS, action)
        says = arguments is not None and action in ACTIONS and action != "pause"  # parts have requests of their own
        said = ACTIONS[action](arguments or {}).parameters if says else {}
        length = sum(len(urllib.parse.quote(one)) for one in said.values())
        if length > LONGEST_VALUE:
            raise ConfigurationError(
                f"what is to be sent with an object takes {length} characters of a URL, and PRTG's API v1 is given "
                f"{LONGEST_VALUE} at most",
                hint="Nothing was changed. Shorten the text, such as reason, or use API v2.",
            )

    def act(self, action: str, objects: t.Sequence[Target], arguments: Arguments) -> None:
        """Do an action; see ``PrtgServer``."""
        path, parameters, at_once = ACTIONS[action](arguments)
        for number, batch in enumerate(in_batches(objects, at_once)):
            query = {"id": ",".join(found.id for found in batch), **parameters}
            with once(number, [found.id for found in batch]):
                answers.refuse_failure(self.http.request("GET", path, query=query), self.http.redact)

    def part(self, name: str) -> t.Any:
        """A part of API v1; see ``PrtgServer``."""
        return part_of(PARTS, name, self.api, self)

    def gone(self, ids: t.Sequence[str]) -> frozenset[str]:
        """The ids without an object; see ``PrtgServer``.

        ``getobjectstatus.htm`` takes probes, groups, devices and sensors (PRTG manual, "Single Object Status"), and an
        id without an object is refused with an error document whose text is localised: ``Sorry, there is no object with
        the specified id.`` (manual, "Error Handling"; PrtgAPI's integration tests against a live server). So other
        texts count where the server says the same of an id that no server has given out, and not of what is there.
        """
        said = {one: self._refusal_of(one) for one in ids if one != ROOT_ID}
        is_foreign = any(text and not _NO_OBJECT.search(text) for text in said.values())
        known = self._refusal_of(NO_SUCH_ID) if is_foreign and self._refusal_of(ROOT_ID) is None else None
        return frozenset(one for one, text in said.items() if text and (_NO_OBJECT.search(text) or text == known))

    def channels(
        self, sensor_ids: t.Sequence[str], query: Query | None = None
    ) -> dict[str, list[dict[str, t.Any]] | None]:
        """The channels of each sensor; see ``PrtgServer``. One request per sensor: API v1 knows no other way."""
        tables = self.tables
        read = functools.partial(self._channels, query or Query())
        return channels_of(sensor_ids, read, tables.sleep, self.warnings, lambda: tables.exchange)

    def _channels(self, query: Query, sensor_ids: t.Sequence[str]) -> dict[str, list[dict[str, t.Any]]]:
        first, rest = sensor_ids[:1], sensor_ids[1:]
        found = [self._channels_of(sensor_id) for sensor_id in first]
        if rest:
            found.extend(in_parallel(self._channels_of, rest, PARALLEL_CHANNELS))
        for sensor_id, channels in zip(sensor_ids, found):
            asked = " ".join(f"{name}={value}" for name, value in _asked_of(sensor_id))
            query.add(Query([f"GET {TABLE_PATH} {asked}"], len(channels)))
        return dict(zip(sensor_ids, found))

    def now(self) -> float:
        """Unix time on the server."""
        return self.http.now()

    def earliest(self) -> float:
        """The same, not later than it is there."""
        return self.http.earliest()

    def close(self, log_out: bool = True) -> None:
        """End the HTTP session; API v1 itself keeps none, to log out of."""
        self.http.close()

    def _refusal_of(self, object_id: str) -> str | None:
        """With which words PRTG refuses to tell of an object: None if it tells, empty if its answer is neither."""
        return answers.refusal_text(self.http.get("/api/getobjectstatus.htm", {"id": object_id, "name": "objid"}))

    def _channels_of(self, sensor_id: str) -> list[dict[str, t.Any]]:
        # delayed, since few tasks ask for channels: 1 % of starting a module (bench imports)
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.details import naming
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.channels import (
            CHANNEL_COLUMNS,
            read_channel,
        )

        with naming(f"channels of sensor {sensor_id}"):
            table = self.tables.page(_asked_of(sensor_id), CHANNEL_COLUMNS, ("channels",))
        return [read_channel(row) for row in table.rows]


def _asked_of(sensor_id: str) -> list[tuple[str, str]]:
    """How the channels of a sensor are asked for."""
    asked = {"content": "channels", "id": sensor_id, "columns": "objid,name,lastvalue_", "count": str(PAGE_SIZE)}
    return list(asked.items())


def _line(object_id: str, parents: t.Mapping[str, str]) -> list[str]:
    """What is above an object."""
    line: list[str] = []
    above = parents.get(object_id)
    while above is not None and above not in line:
        line.append(above)
        above = parents.get(above)
    return line
