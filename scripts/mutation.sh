#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Mutation testing of the filter language and of what servers are asked: changes the code in hundreds of small ways and tells which of them no test
# notices. Works on a copy in .cache/mutation; takes some minutes. Fails below 90 % killed.
# What survives and why: tests/unit/plugins/module_utils/_prtg/filters/SURVIVORS.md
#
# Usage: scripts/mutation.sh [mutmut run arguments, such as --max-children 2]
set -euo pipefail
cd "$(dirname "$0")/.."

utils=plugins/module_utils
work=.cache/mutation
home=$work/ansible_collections/opswatch/monitoring
venv=.cache/mutation-venv

if [ ! -x "$venv/bin/mutmut" ]; then
    "${PYTHON:-.venv/bin/python}" -m venv "$venv"
    "$venv/bin/pip" install --quiet 'mutmut~=3.8' 'pytest~=9.2' 'hypothesis~=6.170'
fi

rm -rf "$work"
mkdir -p "$home/$utils" "$home/tests"
cp -r $utils/_errors.py $utils/_text.py $utils/_prtg "$home/$utils/"
tests=tests/unit/$utils/_prtg
cp $tests/filters/test_*.py $tests/test_planning.py "$home/tests/"
cp $tests/v2/test_filters.py "$home/tests/test_v2_filters.py"
# Random trees take seconds for each mutant, so that the examples alone have to notice it.
rm "$home/tests/test_random_trees.py"

# The table of properties is data, made once at import; its tests compare it with the overview.
sources=$(find "$work" \( -path "*/filters/*.py" ! -name properties.py \) -printf "    %P\n" \
    -o \( -name planning.py -o -path "*/v[12]/filters.py" -o -path "*/v1/values.py" \) -printf "    %P\n" | sort)
cd "$work"
cat > setup.cfg <<END
[mutmut]
source_paths=ansible_collections/opswatch/monitoring/plugins
only_mutate=
$sources
pytest_add_cli_args_test_selection=ansible_collections/opswatch/monitoring/tests
also_copy=ansible_collections
pytest_add_cli_args=
    --import-mode=importlib
    -p
    no:cacheprovider
    -k
    not any_length and not tables_of_the_guide
mutate_only_covered_lines=true
END
PYTHONPATH="" "../../$venv/bin/mutmut" run "$@" > run.log 2>&1 || { tail -n 30 run.log; exit 1; }
PYTHONPATH="" "../../$venv/bin/mutmut" results --all true > results.txt
killed=$(grep -c -E ': (killed|timeout)$' results.txt || true)
total=$(grep -c -E ': (killed|timeout|survived|suspicious|segfault)$' results.txt || true)
echo "mutation: $killed of $total mutants killed ($((100 * killed / total)) %)"
grep -E ': (survived|suspicious|segfault)$' results.txt || true
[ "$((100 * killed))" -ge "$((90 * total))" ]
