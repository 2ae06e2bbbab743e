#!/bin/bash
# swift build in the one configuration everything uses; any warning of ours fails (scripts/warnings.sh).
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/commit.sh
. scripts/warnings.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# No debug information: nobody reads it here, it is a tenth of what compiling takes, and with it a program that tells its own
# hash in what it writes would read more than twice as much of itself.
if ! swift build --configuration release -debug-info-format none "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    exit 1
fi
if warnings "$log" >&2; then
    echo "build: warnings are failures here" >&2
    exit 1
fi
tail -1 "$log" >&2
