#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The whole story, each step in one line. Usage: scripts/demo.sh [--collections-path DIR]
#
# Without PRTG_URL it starts the emulator and stops it again. With PRTG_URL (and PRTG_API_TOKEN, PINGDOM_API_TOKEN) it
# runs the same playbook against real servers: in check mode, unless DEMO_APPLY=yes; on the hosts that DEMO_HOSTS names
# (default: the first one); with the Pingdom checks that carry the tag DEMO_CHECK_TAG (default: none).
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
bin=${DEMO_BIN:-$root/.venv/bin}
work=$(mktemp -d)
emulator=

finish() {
  [ -z "$emulator" ] || { kill "$emulator" 2>/dev/null; wait "$emulator" 2>/dev/null; } || true
  rm -rf "$work"
}
trap finish EXIT

if [ "${1:-}" = --collections-path ]; then
  export ANSIBLE_COLLECTIONS_PATH=$2
fi
export ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED=true
export ANSIBLE_HOME=$work/ansible ANSIBLE_NOCOLOR=${ANSIBLE_NOCOLOR:-true} ANSIBLE_RETRY_FILES_ENABLED=false

step() { printf '\n== %s\n' "$*"; }

start_emulator() {
  cd "$root"
  "$bin/python" -m tests.emulator --world demo >"$work/emulator.json" 2>"$work/emulator.log" &
  emulator=$!
  for _ in $(seq 100); do
    [ ! -s "$work/emulator.json" ] || break
    kill -0 "$emulator" 2>/dev/null || { cat "$work/emulator.log" >&2; exit 1; }
    sleep 0.1
  done
  eval "$("$bin/python" - "$work/emulator.json" <<'PY'
import json, shlex, sys, urllib.request

with open(sys.argv[1], encoding="utf-8") as lines:
    told = json.loads(lines.readline())
# Pingdom tests a check again up to five minutes after a window: the emulator skips them.
rule = {"server": "pingdom", "method": "PUT", "path": "/maintenance/", "advance": 301}
rules = urllib.request.Request(f"{told['prtg']}/_emulator/faults", json.dumps([rule]).encode(), method="POST")
urllib.request.build_opener(urllib.request.ProxyHandler({})).open(rules, timeout=10).close()
for name, value in {
    "PRTG_URL": told["prtg"],
    "PRTG_API_TOKEN": told["credentials"]["prtg_api_token"],
    "PINGDOM_URL": told["pingdom"],
    "PINGDOM_API_TOKEN": told["credentials"]["pingdom_api_token"],
}.items():
    print(f"export {name}={shlex.quote(value)}")
PY
  )"
}

play() { "$bin/ansible-playbook" -i "$work/demo.prtg.yml" opswatch.monitoring.maintenance -e "$variables" "$@"; }

# The recap says so: no host changed, none failed.
nothing_changed() { tee "$work/out" && ! grep -Eq 'changed=[1-9]|failed=[1-9]|unreachable=[1-9]' "$work/out"; }

what_is_paused() {
  "$bin/ansible-playbook" opswatch.monitoring.demo.state -e "demo_state_file=$1" >"$work/out" || { cat "$work/out"; exit 1; }
}

if [ -z "${PRTG_URL:-}" ]; then
  start_emulator
  DEMO_HOSTS=web-1,web-2 DEMO_CHECK_TAG=shop DEMO_APPLY=yes
  step "An emulated PRTG and Pingdom run on this machine: $PRTG_URL and $PINGDOM_URL"
else
  step "Your own PRTG: $PRTG_URL"
  [ -n "${DEMO_CHECK_TAG:-}" ] || echo "Pingdom is left out: name the checks by their tag, DEMO_CHECK_TAG=shop."
fi

cd "$work"
cat >demo.prtg.yml <<'YAML'
plugin: opswatch.monitoring.prtg
group_by: [tree, status]
YAML
change=$("$bin/python" - <<'PY'
from ansible.plugins.loader import init_plugin_loader
from ansible.utils.collection_loader._collection_finder import _get_collection_path

init_plugin_loader()
print(_get_collection_path("opswatch.monitoring"))
PY
)/playbooks/demo/change.yml
variables=$("$bin/python" - "$change" "${DEMO_HOSTS:-all[0]}" "${DEMO_CHECK_TAG:-}" <<'PY'
import json, sys

change, hosts, tag = sys.argv[1:]
print(
    json.dumps(
        {
            "maintenance_hosts": hosts,
            "maintenance_window_tasks": change,
            "maintenance_window_message": "Demonstration",
            "maintenance_window_wait_delay": 1,
            "maintenance_window_pingdom": {"check_tags": [tag]} if tag else {},
        }
    )
)
PY
)

newcomer='{
  "lifecycle_hosts": "web-9", "host_lifecycle_path": "Local Probe/Web Shop/Production", "host_lifecycle_leave": "remove",
  "host_lifecycle_template": "Local Probe/Web Shop/Production/web-1"
}'

step "PRTG is the inventory: its probes, groups and devices as Ansible groups and hosts"
"$bin/ansible-inventory" -i demo.prtg.yml --graph

step "The maintenance in check mode: what would change, and nothing is sent"
play --check --diff

if [ "${DEMO_APPLY:-}" != yes ]; then
  step "Done, in check mode only. DEMO_APPLY=yes does it."
  exit 0
fi

what_is_paused "$work/before"
step "The same for real: silence, change, wait until green, put back"
play --diff

if [ -n "$emulator" ]; then # of a server of your own, nobody knows which template and group are meant
  step "A new server enters PRTG from a template, is green, and leaves again"
  for state in entered left; do
    "$bin/ansible-playbook" -i web-9, opswatch.monitoring.host_lifecycle -e "$newcomer" -e "host_lifecycle_state=$state" | tee "$work/out"
    grep -Eq '^web-9 .*changed=[1-9]' "$work/out"
  done
fi

step "Only silence, for an hour"
play -e maintenance_step=open

step "The same again: everything is silent already, so nothing changes"
play -e maintenance_step=open | nothing_changed

step "A change that fails: the play fails, and monitoring is put back all the same"
if play -e demo_change_fails=true; then
  echo "The change should have failed." >&2
  exit 1
fi

step "That also closed what the step before had left open: nothing is silent that was not silent at the start"
what_is_paused "$work/after"
if diff -u "$work/before" "$work/after"; then
  echo "PRTG is as it was before the first step."
fi
