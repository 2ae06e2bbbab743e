#!/bin/bash
# Runs in a clean root as a person who has a desktop's programs: a request that came by mail is opened as a double-click opens
# it, and the owner's page shows who asks. The browser is browser.sh.
set -euo pipefail

fail() { echo "page: $*" >&2; exit 1; }

cd "$HOME"
proffer identity new --name 'Maria Keller' --role agency --no-passphrase --out agency.id >/dev/null 2>&1
proffer identity card agency.id --out agency.card >/dev/null
mkdir Downloads
proffer request new --identity agency.id --recipient agency.card --case 26-0417 --purpose 'Hit-and-run: a parked car was struck' \
    --location 'In front of 12 Elm St' --from 2026-07-04T21:40:00+02:00 --to 2026-07-04T21:43:00+02:00 --contact '+1 555 0100' \
    --out 'Downloads/attachment (1).json' >/dev/null 2>&1

# A desktop starts what it knows for the kind, with the browser that the person chose.
export BROWSER=/test/browser.sh
gio mime application/vnd.proffer.request.v1+json | grep --quiet 'proffer\.desktop' || fail 'nothing opens requests'
start=$(date +%s%N)
gio open 'Downloads/attachment (1).json' >gio.log 2>&1 || { cat gio.log >&2; fail 'it cannot be opened'; }
for _ in {1..600}; do
    [[ ! -s page/style ]] || break
    sleep 0.05
done
[[ -s page/style ]] || { cat gio.log >&2; fail 'no page was opened'; }
echo "page: shown after $((($(date +%s%N) - start) / 1000000)) ms" >&2

[[ $(cat page/rights) == "600 $(id --user --name)" ]] || fail "others can read the page with the secret: $(cat page/rights)"
grep --quiet --extended-regexp '^/[0-9a-f]{64}/case/' page/address || fail "a request leads to $(cat page/address)"
head -1 page/shown | grep --quiet ' 200 ' || fail "the page answers $(head -1 page/shown)"
for words in 'Maria Keller' '26-0417' 'In front of 12 Elm St'; do
    grep --quiet --fixed-strings "$words" page/shown || fail "the page does not say: $words"
done
head -1 page/stranger | grep --quiet ' 403 ' || fail "without the cookie it answers $(head -1 page/stranger)"
head -1 page/style | grep --quiet ' 200 ' || fail 'the page has no looks'

programs=()
for program in /proc/[0-9]*/exe; do
    if [[ $(readlink "$program" || true) == /usr/bin/proffer-portal ]]; then programs+=("$(cut -d/ -f3 <<<"$program")"); fi
done
((${#programs[@]} == 1)) || fail "${#programs[@]} programs serve the page"

# Nobody else is listened to: one port, of the loopback.
sockets=$(readlink "/proc/${programs[0]}"/fd/* | sed -n 's/^socket:\[\([0-9]*\)\]$/\1/p')
listening=$(awk -v sockets="$sockets" 'BEGIN { split(sockets, list, "\n"); for (i in list) own[list[i]] }
    $4 == "0A" && ($10 in own) { print $2 }' /proc/net/tcp /proc/net/tcp6)
[[ $listening =~ ^0100007F:[0-9A-F]{4}$ ]] || fail "it listens on $listening"

# It ends when it is told to, and takes its secret along.
kill "${programs[0]}"
for _ in {1..100}; do
    [[ -e /proc/${programs[0]} ]] || break
    sleep 0.05
done
[[ ! -e /proc/${programs[0]} ]] || fail 'it does not end'
entry=$(cat page/entry-path)
[[ ! -e $entry ]] || fail "the page with the secret is still there: $entry"
