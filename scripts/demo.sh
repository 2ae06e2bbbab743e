#!/bin/bash
# Walks the whole road on samples/: four people, each in a folder of their own under demo/, who hand
# each other only what one would really hand over. Every command shown is the command that runs.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${PROFFER_BINARY:-$PWD/.build/release/proffer}
[[ -x $binary ]] || { echo "demo: $binary is not built; type make demo" >&2; exit 66; }
PATH=$(dirname "$binary"):$PATH

rm -rf demo
mkdir -p demo/{agency,owner,custodian,investigator}
cd demo
# The owner's own; nothing of a demo gets into the journal of whoever runs it.
export PROFFER_JOURNAL=$PWD/owner/journal.sqlite

if [[ -t 1 ]]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' dim='' plain=''; fi

# step WHO WHAT: a heading, numbered.
number=0
step() {
    number=$((number + 1))
    printf '\n%s%d. %s%s\n' "$bold" "$number" "$1" "$plain"
    [[ $# -lt 2 ]] || printf '%s\n' "$2" | fold --spaces --width=96 | sed 's/^/   /; s/ *$//'
}

# show COMMAND…: prints the command as one would type it, an option and its value kept on one line.
show() {
    local line="   \$" pending='' word out=''
    for word in "$@" --; do
        if [[ $word == --* ]]; then
            if (( ${#line} + ${#pending} > 96 )); then
                out+="$line \\"$'\n'
                line='      '
            fi
            line+=$pending
            pending=''
            [[ $word != -- ]] || break
        fi
        [[ $word =~ ^[A-Za-z0-9_./:,+=@-]+$ ]] || word="'$word'"
        pending+=" $word"
    done
    printf '%s%s%s\n' "$dim" "$out$line" "$plain"
}

# run COMMAND…: shows it, runs it, indents what it says. Its failure ends the demo.
run() { show "$@"; "$@" 2>&1 </dev/null | sed 's/^/   /'; }

# refused CODE COMMAND…: the same for a command that must end with CODE; anything else ends the demo.
refused() {
    local expected=$1 code=0 said
    shift
    show "$@"
    said=$("$@" 2>&1 </dev/null) || code=$?
    printf '%s\n' "$said" | sed 's/^/   /'
    printf '   %s(exit code %d)%s\n' "$dim" "$code" "$plain"
    [[ $code == "$expected" ]] || { echo "demo: expected exit code $expected" >&2; exit 70; }
}

# Without a passphrase only because nobody sits here to type one.
person() {
    local folder=$1 name=$2 role=$3
    shift 3
    run proffer identity new --name "$name" --role "$role" "$@" --no-passphrase --out "$folder/identity.json"
    run proffer identity card "$folder/identity.json" --out "$folder/$folder.card.json"
}

# compare CARD --trust FOLDER: what a person who called would say. On a terminal they are asked.
compare() {
    local digits
    digits=$(proffer identity show "$1" --json | sed -n 's/.*"fingerprint" *: *"\([0-9a-f]*\)".*/\1/p' | head -1)
    run proffer trust add "$1" --compared "$digits" --compared-by 'Whoever keeps this folder' --compared-on now \
        --face-to-face "${@:2}"
}

step 'Everyone makes a key, once' \
    'The identity stays private; the card is the half that others keep. (In earnest, leave --no-passphrase out.)'
person owner 'Dana Whitfield' owner
person agency 'Sgt. Maria Keller' agency --organization 'Elm Springs Police'
person investigator 'Tom Okafor' investigator --organization 'Elm Springs Police'
person custodian 'Ruth Adeyemi' custodian --organization 'Evidence Unit'

step 'Cards are exchanged, and trusted one by one' \
    'Each compares the fingerprint with the other, over the phone or in person, before adding a card.'
compare agency/agency.card.json --trust owner/trust
compare owner/owner.card.json --trust custodian/trust
compare agency/agency.card.json --trust custodian/trust
cp -r custodian/trust investigator/trust

step 'The agency asks, and signs what it asks for' \
    'A car was struck in front of 12 Elm St. The offer stands for thirty days, and says for whom to encrypt.'
run proffer request new --identity agency/identity.json --case 26-0417 \
    --purpose 'Hit-and-run: a parked blue car was struck and the driver left' \
    --location 'front of 12 Elm St' --near 49.8728,8.6512 --radius 60 \
    --from 2026-07-04T21:40:00+02:00 --to 2026-07-04T21:43:00+02:00 \
    --recipient investigator/investigator.card.json --audio \
    --expires "$(date --utc --date='30 days' +%Y-%m-%dT%H:%M:%SZ)" --out agency/request.json
cp agency/request.json owner/

step 'The owner reads it in plain words'
run proffer request show owner/request.json --trust owner/trust

step 'Without a yes, nothing leaves' \
    'A neighbour who declines could not seal even by mistake: the command refuses and writes nothing.'
run proffer consent decline --request owner/request.json --identity owner/identity.json \
    --trust owner/trust --reason 'I would rather not' --out owner/declined.json
refused 77 proffer seal --request owner/request.json --consent owner/declined.json \
    --identity owner/identity.json --trust owner/trust --footage ../samples --out owner/never.tar
[[ ! -e owner/never.tar ]] || { echo 'demo: a refused seal wrote something' >&2; exit 70; }

step 'The owner agrees to less than was asked' \
    'Two cameras of three, and two minutes of the three: the family in the garden is nobody else'\''s business.'
run proffer consent grant --request owner/request.json --identity owner/identity.json \
    --camera front-door --camera driveway \
    --from 2026-07-04T21:40:30+02:00 --to 2026-07-04T21:42:30+02:00 --trust owner/trust \
    --condition 'Only for case 26-0417' --condition 'No publication' --out owner/consent.json

step 'The owner seals: cut, hash, encrypt, bundle, in one pass' \
    'Only what was agreed is in it, and nobody on the way can read any of it.'
run proffer seal --request owner/request.json --consent owner/consent.json \
    --identity owner/identity.json --trust owner/trust --footage ../samples --out owner/bundle.tar
cp owner/bundle.tar custodian/
cp owner/bundle.tar investigator/

step 'The custodian checks it, without any key that opens it'
run proffer verify custodian/bundle.tar --trust custodian/trust

step 'One flipped bit is found' \
    'A copy of the bundle, changed in one bit in the middle.'
cp custodian/bundle.tar custodian/flipped.tar
middle=$(( $(stat --format=%s custodian/flipped.tar) / 2 ))
byte=$(od --skip-bytes=$middle --read-bytes=1 --address-radix=n --format=u1 custodian/flipped.tar)
# shellcheck disable=SC2059  # the format is the byte
printf "\\x$(printf %02x $(( byte ^ 1 )))" \
    | dd of=custodian/flipped.tar bs=1 seek=$middle conv=notrunc status=none
refused 1 proffer verify custodian/flipped.tar --trust custodian/trust
rm custodian/flipped.tar

step 'The investigator checks the rest, with the key' \
    'Now also what only a recipient can see: that the clips are what the consent allows and the recording held.'
run proffer verify investigator/bundle.tar --identity investigator/identity.json --trust investigator/trust

step 'The investigator opens it'
run proffer open investigator/bundle.tar --identity investigator/identity.json --trust investigator/trust \
    --into investigator/opened

step 'The custodian gives a receipt, and logs it' \
    'The receipt goes back to the owner; the ledger is what shows later that nothing was changed or left out.'
run proffer ledger new custodian/ledger.sqlite --identity custodian/identity.json
run proffer receipt new custodian/bundle.tar --identity custodian/identity.json --trust custodian/trust \
    --how 'by hand, on a USB stick' --ledger custodian/ledger.sqlite --out custodian/receipt.json
cp custodian/receipt.json owner/
run proffer ledger verify custodian/ledger.sqlite --card custodian/custodian.card.json

step 'The owner reads the receipt'
compare custodian/custodian.card.json --trust owner/trust
run proffer receipt show owner/receipt.json --bundle owner/bundle.tar --trust owner/trust

step 'The investigator writes a report for people who were not there'
run proffer report investigator/bundle.tar --identity investigator/identity.json \
    --trust investigator/trust --out investigator/report.html

step 'The owner looks up who got what' \
    'Everything above was noted on the owner'\''s machine, and is one page to print.'
run proffer journal add owner/receipt.json
run proffer journal show --trust owner/trust --page owner/journal.html

step 'Where things lie'
printf '   %s\n' \
    'demo/owner/bundle.tar             what left the house' \
    'demo/custodian/bundle.tar         the same bytes, verified without a key' \
    'demo/owner/receipt.json           what the custodian says arrived' \
    'demo/custodian/ledger.sqlite      what the custodian logged' \
    'demo/investigator/report.html     request, consent, pictures, checks and their limits on a page' \
    'demo/investigator/opened/         the clips and what is known about them:'
find investigator/opened -type f | sort | while IFS= read -r file; do
    printf '     demo/%s  (%s bytes)\n' "$file" "$(stat --format=%s "$file")"
done
