#!/bin/bash
# Runs the tests of what recordings come in with the package's media library in the place of Debian's: the same objects, as
# shared libraries of the same names. That the very library is used is seen to first.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$PWD/.build-package
libraries=$work/media/shared/lib
configuration=${CONFIGURATION:-release}

say() { printf 'test-package: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The programs that tests compare with stay on Debian's: ffmpeg has to make clips of every kind.
peers=$work/peers
rm -rf "$peers"
mkdir -p "$peers"
for peer in ffmpeg ffprobe; do
    printf '#!/bin/sh\nunset LD_LIBRARY_PATH\nexec %s "$@"\n' "$(command -v "$peer")" > "$peers/$peer"
    chmod +x "$peers/$peer"
done

program=.build/$configuration/proffer
LD_LIBRARY_PATH=$libraries ldd "$program" | grep --fixed-strings "$libraries/libavcodec" >/dev/null \
    || die "$program would not use the package's library"
PATH=$peers:$PATH LD_LIBRARY_PATH=$libraries swift test --configuration "$configuration" --skip-build --disable-xctest \
    --filter '^(FootageTests|ClockCodeTests)\.' >"$work/matrix.log" 2>&1 </dev/null \
    || { grep --extended-regexp '^✘|failed' "$work/matrix.log" | tail -40 >&2; die "tests fail with the package's media library"; }
tail -1 "$work/matrix.log" >&2
say "the tests of footage hold with the package's media library"
