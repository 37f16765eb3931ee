# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the product promises, and the tests that fail when a promise is broken.

Each promise lists ways to break it. Each way has been tried once by hand, on a copy: what was changed is told, and the
tests beside it failed. Here is only tested that these tests still exist.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
INTEGRATION = "tests/integration"
BEHAVIOUR = "tests/behaviour"
UNIT = "tests/unit/plugins/module_utils"


class Break(NamedTuple):
    """A change that breaks a promise, and tests that noticed."""

    change: str
    noticed_by: tuple[str, ...]


PROMISES = {
    "Truth about state": (
        Break(
            "acting._carry_out writes in check mode as well",
            (
                f"{INTEGRATION}/test_prtg_pause.py::test_check_mode_sends_no_write",
                f"{UNIT}/_prtg/test_pausing.py::test_check_mode_predicts_and_writes_nothing",
            ),
        ),
        Break(
            "pausing._pause_step renews a pause however much of it is left, so that a second run changes",
            (
                f"{INTEGRATION}/test_prtg_pause.py::test_a_maintenance_changes_what_it_says_and_puts_back_exactly_that",
                f"{UNIT}/_prtg/test_pausing.py::test_a_second_run_changes_nothing",
            ),
        ),
        Break(
            "the role's put_back.yml does not predict in check mode that the Pingdom window would end",
            (f"{INTEGRATION}/test_maintenance_window.py::test_check_mode_writes_nothing_and_predicts_what_changes",),
        ),
    ),
    "Never more than asked": (
        Break(
            "selection.select takes the rows that the server sent, unchecked",
            (f"{UNIT}/_prtg/test_selection.py::test_every_row_is_checked_though_the_server_should_have",),
        ),
        Break(
            "selection.refuse_too_many lets everything through",
            (
                f"{BEHAVIOUR}/test_prtg_pause.py::test_bad_selections_are_refused_before_anything_is_written",
                f"{BEHAVIOUR}/test_prtg_object_info.py::test_refusals_say_what_to_do",
            ),
        ),
        Break(
            "TableReader.whole does not compare the rows of API v1 with the server's count",
            (f"{INTEGRATION}/test_bad_input.py::test_modules_fail_with_a_kind_and_say_what_to_do",),
        ),
        Break(
            "Transport.rows does not compare the rows of API v2 with the server's count",
            (
                f"{INTEGRATION}/test_bad_input.py::test_modules_fail_with_a_kind_and_say_what_to_do",
                f"{INTEGRATION}/test_bad_input.py::test_the_inventory_says_what_to_do",
            ),
        ),
    ),
    "Nothing left dark": (
        Break(
            "pausing.Step.write pauses without an end",
            (f"{BEHAVIOUR}/test_prtg_pause.py::test_a_lease_ends_by_itself",),
        ),
        Break(
            "pausing._undo_step resumes also what was paused before",
            (
                f"{BEHAVIOUR}/test_whole_trees.py::test_everything_is_as_it_was",
                f"{BEHAVIOUR}/test_prtg_pause.py::test_own_pauses_are_resumed_and_inherited_ones_explained",
            ),
        ),
        Break(
            "the role's silence.yml has no rescue that puts back",
            (f"{INTEGRATION}/test_maintenance_window.py::test_a_window_that_cannot_be_opened_leaves_nothing_silent",),
        ),
        Break(
            "the role's main.yml has no always around putting back",
            (f"{INTEGRATION}/test_maintenance_window.py::test_work_that_fails_is_put_back_and_fails",),
        ),
    ),
    "One language for both PRTG generations": (
        Break(
            "evaluate forgets a negation",
            (f"{UNIT}/_prtg/filters/test_random_trees.py::test_planned_and_evaluated_is_evaluated_alone",),
        ),
        Break(
            "v2.objects reads the own flag of API v2 the wrong way round",
            (f"{BEHAVIOUR}/test_prtg_object_info.py::test_api_v2_tells_the_same_as_api_v1",),
        ),
    ),
    "No secret leaves": (
        Break(
            "Redactor hides what looks like a credential, but none of those that it knows",
            (
                f"{INTEGRATION}/test_bad_input.py::test_no_task_shows_a_secret",
                f"{INTEGRATION}/test_bad_input.py::test_the_inventory_shows_no_secret",
                f"{UNIT}/test_redaction.py::test_known_secrets_are_hidden_in_every_spelling",
            ),
        ),
        Break(
            "_options tells no passwords of the options url and proxy",
            (f"{INTEGRATION}/test_bad_input.py::test_no_task_shows_a_secret",),
        ),
        Break(
            "the option api_token is not marked as no_log",
            (f"{INTEGRATION}/test_bad_input.py::test_no_task_shows_a_secret",),
        ),
    ),
    "Fast where it hurts": (
        Break(
            "server.IDS_PER_REQUEST is 1",
            (f"{BEHAVIOUR}/test_prtg_pause.py::test_a_thousand_ids_take_few_requests",),
        ),
        Break(
            "the role's silence_prtg.yml pauses without run_once",
            (f"{INTEGRATION}/test_maintenance_window.py::test_several_hosts_take_one_request",),
        ),
    ),
    "No single answer is trusted with harm": (
        Break(
            "v1.doubt.ask_again believes every empty table",
            (
                f"{BEHAVIOUR}/test_empty_answers.py::test_a_whole_table_that_is_empty_is_no_result",
                f"{UNIT}/_prtg/test_empty_answers.py::TestTablesOfApiV1::test_a_whole_table_of_what_must_be_there",
            ),
        ),
        Break(
            "undoing.there_now takes what an answer does not show for gone",
            (f"{BEHAVIOUR}/test_silences.py::test_what_is_shown_is_put_back_before_the_rest_is_a_failure",),
        ),
        Break(
            "recent.Recent.check takes no answer of Pingdom for old",
            (f"{INTEGRATION}/test_pingdom_at_once.py::test_unpausing_right_after_pausing_is_sent",),
        ),
        Break(
            "the role's put_back.yml strikes off also what could not be put back",
            (f"{INTEGRATION}/test_maintenance_faults.py::test_nothing_is_said_to_be_put_back_that_was_not_read_back",),
        ),
    ),
    "Data never steers": (
        Break(
            "_addresses.refusal refuses nothing but an empty address",
            (
                f"{INTEGRATION}/test_inventory_steers_nothing.py::test_ssh_gets_no_option_from_prtg",
                f"{INTEGRATION}/test_inventory_steers_nothing.py"
                "::test_no_name_and_no_address_means_the_controller_or_an_option",
            ),
        ),
        Break(
            "_addresses.means_controller knows no name of the controller",
            (
                f"{INTEGRATION}/test_inventory_steers_nothing.py"
                "::test_what_is_delegated_to_the_controller_goes_to_no_device",
            ),
        ),
        Break(
            "_trust.is_export is always true",
            (f"{INTEGRATION}/test_inventory_steers_nothing.py::test_in_plays_no_text_of_prtg_is_trusted",),
        ),
        Break(
            "undoing.there_now does not hold a token to the guards",
            (f"{BEHAVIOUR}/test_silences.py::test_a_token_meets_the_guards_of_a_selection",),
        ),
        Break(
            "connect does not compare expect_server",
            (f"{INTEGRATION}/test_two_servers.py::test_what_belongs_to_one_server_is_refused_on_the_other",),
        ),
    ),
}


@pytest.fixture(scope="module")
def collected():
    """The node ids that pytest finds in the files of the table, without their parameters."""
    nodes = {node for breaks in PROMISES.values() for one in breaks for node in one.noticed_by}
    files = sorted({node.partition("::")[0] for node in nodes})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line}


@pytest.mark.parametrize("promise", PROMISES)
def test_every_promise_has_tests_that_exist(collected, promise):
    named = {node for one in PROMISES[promise] for node in one.noticed_by}
    assert named
    assert named - collected == set()
