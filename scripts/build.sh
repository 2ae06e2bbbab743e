#!/bin/bash
# swift build in the one configuration everything uses; any warning fails. The compiler's own are
# errors already (Package.swift); this also catches those of SwiftPM, clang and the linker.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/commit.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# No debug information: nobody reads it here, it is a tenth of what compiling takes, and with it a program that tells its own
# hash in what it writes would read more than twice as much of itself.
if ! swift build --configuration release -debug-info-format none "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    exit 1
fi
# Dependencies are built from .build/checkouts, and their warnings are not ours to mend. Pango's description for
# pkg-config has -pthread, which SwiftPM leaves out and says so; glibc needs none. A file that a dependency does not declare
# (swift-distributed-tracing has one) is named with that package.
if grep --extended-regexp '(^|[^[:alnum:]])warning:' "$log" |
    grep --invert-match --extended-regexp '/\.build/checkouts/|prohibited flag\(s\): (-pthread(, )?)+$|.swift-[a-z-]+.: found [0-9]+ file\(s\) which are unhandled' >&2; then
    echo "build: warnings are failures here" >&2
    exit 1
fi
tail -1 "$log" >&2
