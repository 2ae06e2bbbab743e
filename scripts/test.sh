#!/bin/bash
# Runs what `--build-tests` built, with the arguments given to `swift test`. Some two thousand tests run
# beside each other, so what a failed one says lies far from the end: it is said once more as the last thing.
set -eu -o pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT

if swift test --skip-build --disable-xctest "$@" 2>&1 | tee "$log"; then
    exit 0
else
    status=$?
fi
echo
echo "What failed, once more:"
grep --after-context=12 -E '^✘ Test .*recorded an issue|^(error|fatal error|Fatal error):|signal code' "$log" \
    | cut --characters=1-600 | head --lines=150 || true
exit "$status"
