#!/bin/bash
# Runs in a clean root that has proffer-verify alone: the bundle that came is checked, and one with a changed bit is found out.
set -euo pipefail
fail() { echo "custodian: $*" >&2; exit 1; }

[[ $(proffer-verify --version) == [0-9]* ]] || fail 'proffer-verify --version says no version; is /proc there?'
libraries=$(dpkg-query --show --showformat='${Package}\n' | grep --extended-regexp '^lib(av|sw(scale|resample)|cairo|pango|zbar|x264)') || true
[[ -z $libraries ]] || fail "it brings libraries that read or draw what strangers send: $libraries"

cd "$HOME"
cp -r /exchange/bundle.tar /exchange/trust .
proffer-verify verify bundle.tar --trust trust >/dev/null || fail 'the bundle does not hold'
# One bit in the middle.
size=$(stat --format=%s bundle.tar)
byte=$(od --skip-bytes=$((size / 2)) --read-bytes=1 --address-radix=n --format=u1 bundle.tar)
# shellcheck disable=SC2059  # the format is the byte
printf "\\x$(printf %02x $((byte ^ 1)))" | dd of=bundle.tar bs=1 seek=$((size / 2)) conv=notrunc status=none
status=0
proffer-verify verify bundle.tar --trust trust >/dev/null 2>&1 || status=$?
[[ $status == 1 ]] || fail "a changed bit ends with $status and not with 1"
