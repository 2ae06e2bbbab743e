#!/bin/bash
# swift build in the one configuration everything uses; any warning of ours fails (scripts/warnings.sh).
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/commit.sh
. scripts/warnings.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT

if ! swift build --configuration release "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    exit 1
fi
if warnings "$log" >&2; then
    echo "build: warnings are failures here" >&2
    exit 1
fi
tail -1 "$log" >&2
