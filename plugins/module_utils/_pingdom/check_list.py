# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Checks as lists show them, with names and tags: all that a window needs to know of the checks that it is about."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Resource
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import tags_of

NAME = Field("name", kinds.TEXT, required=True, filled=True, always=True)
TAGS = Field("tags", kinds.TAGS, [])
PAUSED = Field("paused", kinds.PAUSED, False, read="status")

#: Where checks are, and how they are called.
CHECKS: dict[str, t.Any] = {"path": "/checks", "one": "check", "word": "check", "listing": reports.CHECKS}


def refuse_unusable_tag(tag: str, what: str = "a tag") -> None:
    """``ConfigurationError`` for what no check can have as a tag; ``what`` is the option that holds it.

    OpenAPI document 3.1 bounds its length, and both documents separate tags by commas: over 2.1 a tag with a comma
    becomes two, so that a check would not be found by it again.
    """
    if not 1 <= len(tag) <= 64 or "," in tag:
        raise ConfigurationError(f"{what} must have 1 to 64 characters, and no comma", details={"tag": tag})


class ListedChecks(Resource):
    """Checks, as far as their lists go."""

    def values_of_row(self, row: Row) -> Comparable:
        """The fields that a row of the list shows."""
        tags = {"tags": sorted(tags_of(row, "u"))} if "tags" in row else {}
        paused = {"paused": row["status"] == "paused"} if "status" in row else {}
        return {"name": row.get("name"), **tags, **paused}

    def row_with(self, row: Row, values: Comparable) -> Row:
        """A row of the list with other values; tags of Pingdom's own stay."""
        result = {**row, "name": values.get("name")}
        if isinstance(values.get("tags"), list):
            own = tags_of(row, "a") if "tags" in row else set()
            told = [("u", tag) for tag in values["tags"]] + [("a", tag) for tag in own.difference(values["tags"])]
            result["tags"] = [{"name": tag, "type": tag_type} for tag_type, tag in told]
        if "paused" in values:
            result["status"] = settled_status(values["paused"], row.get("status", "unknown"))
        return result


def settled_status(paused: bool, status: t.Any) -> t.Any:
    """The status of a check of which it is known whether it is paused, where an answer may be older than that."""
    if paused:
        return "paused"
    return "unknown" if status == "paused" else status if isinstance(status, str) else None


LISTED = ListedChecks(**CHECKS, schema=Schema((NAME, TAGS, PAUSED)))
