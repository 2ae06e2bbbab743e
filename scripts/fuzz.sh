#!/bin/bash
# Spoils recordings, objects, access units, bundles, statements, proofs and databases by the hundred thousand: fuzz.sh RUNS
# [BUILD-FOLDER]. RUNS are of recordings; what is slower has a part of them.
# Many short processes, so that a crash costs one of them and names its run; as many at a time as there
# are processors, or PROFFER_FUZZ_PROCESSES. The seed is printed; give it as PROFFER_FUZZ_SEED to have the same runs again.
set -euo pipefail
cd "$(dirname "$0")/.."

runs=${1:-100000}
build=${2:-.build}
each=5000
export PROFFER_FUZZ_SEED=${PROFFER_FUZZ_SEED:-$(date +%s)}
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export results
# Foundation's Process keeps a weak reference for ever; we only start ffmpeg with it, for the corpus.
echo 'leak:Foundation7ProcessC3run' >"$results/leaks-of-others"
export LSAN_OPTIONS="suppressions=$results/leaks-of-others:print_suppressions=0"
tests=$(echo "$build"/release/*PackageTests.xctest)
export tests

part() {
    local first=$1 count=$2
    export PROFFER_FUZZ_FIRST=$first PROFFER_FUZZ_RUNS=$count PROFFER_FUZZ_JOURNAL="$results/journal-$first"
    if ! "$tests" --testing-library swift-testing --filter FuzzTests >"$results/out-$first" 2>&1; then
        {
            grep -E '✘|hangs|Sanitizer|^ *#[0-9]|Caught error|↳' "$results/out-$first" | head -60
            echo "fuzz: runs $first and following failed; when it ended, these were under way:"
            cat "$results/journal-$first".*
        } >&2
        return 1
    fi
}
export -f part

echo "fuzz: $runs runs from seed $PROFFER_FUZZ_SEED"
failed=0
for ((first = 0; first < runs; first += each)); do
    echo "$first $((runs - first < each ? runs - first : each))"
done | xargs -P "${PROFFER_FUZZ_PROCESSES:-$(nproc)}" -L 1 bash -c 'part "$@"' _ || failed=1

# One table of all that became of them.
grep --no-filename -E '^ +[0-9]+  ' "$results"/out-* | awk '
    { count = $1; $1 = ""; sum[$0] += count }
    END { for (what in sum) printf "%9d %s\n", sum[what], what }' | sort -rn
# And how many of each kind, with what became of those that tell.
grep --no-filename -E '^    [0-9]+ [^ ]' "$results"/out-* | awk '
    { count = $1; $1 = ""; sum[$0] += count } END { for (what in sum) printf "%9d %s\n", sum[what], what }' | sort -rn
grep --no-filename '^fuzzed' "$results"/out-* | awk '
    { count = $2; $1 = $2 = ""; sub(/ from seed.*/, ""); sub(/:.*/, ""); sum[$0] += count }
    END { for (what in sum) printf "%9d%s in all\n", sum[what], what }'
grep --no-filename '^fuzzed.*recordings' "$results"/out-* | sed 's/.*: //' | sort -rn | sed -n '1p;$p' | sed 's/^/fuzz: a process did /'
exit $failed
