#!/bin/bash
# Makes the people, the request and the consent of samples/ with the command itself. The keys are
# written without a passphrase and committed: they are samples and protect nothing.
set -euo pipefail
cd "$(dirname "$0")"

proffer=${PROFFER_BINARY:-../.build/release/proffer}
# Samples must not rot: a statement that expired would turn every page that uses it wrong.
expires=2126-07-04T00:00:00+02:00

# What the commands say names files that are about to move.
quietly() { "$proffer" "$@" >/dev/null; }

fresh=$(mktemp -d ./.statements-XXXXXX)
trap 'rm -rf "$fresh"' EXIT
export PROFFER_JOURNAL=$fresh/journal.sqlite
mkdir "$fresh/people"

# person FILE NAME ROLE [ORGANIZATION]
person() {
    local organization=()
    [[ $# -gt 3 ]] && organization=(--organization "$4")
    quietly identity new --name "$2" --role "$3" "${organization[@]}" --no-passphrase \
        --out "$fresh/people/$1.identity.json"
    quietly identity card "$fresh/people/$1.identity.json" --out "$fresh/people/$1.card.json"
}
person owner 'Dana Whitfield' owner
person agency 'Sgt. Maria Keller' agency 'Elm Springs Police'
person investigator 'Tom Okafor' investigator 'Elm Springs Police'
person prosecutor 'Lena Brandt' investigator 'Office of the Prosecutor'
person custodian 'Ruth Adeyemi' custodian 'Evidence Unit, Elm Springs Police'

quietly request new --identity "$fresh/people/agency.identity.json" \
    --case 26-0417 \
    --purpose 'Hit-and-run: a parked blue car was struck and the driver left' \
    --location 'front of 12 Elm St' --near 49.8728,8.6512 --radius 60 \
    --from 2026-07-04T21:40:00+02:00 --to 2026-07-04T21:43:00+02:00 \
    --recipient "$fresh/people/investigator.card.json" --recipient "$fresh/people/prosecutor.card.json" \
    --audio --expires "$expires" --out "$fresh/request.json"

quietly consent grant --request "$fresh/request.json" --identity "$fresh/people/owner.identity.json" \
    --camera front-door --camera driveway \
    --from 2026-07-04T21:40:30+02:00 --to 2026-07-04T21:42:30+02:00 \
    --condition 'Only for case 26-0417' \
    --condition 'No face recognition, no publication' \
    --expires "$expires" --out "$fresh/consent.json"

# All or nothing: a half-replaced set of samples would not fit together.
rm -rf people
mv "$fresh/people" people
mv "$fresh/request.json" "$fresh/consent.json" .
echo "samples/people, samples/request.json and samples/consent.json are new"
