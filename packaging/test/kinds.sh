#!/bin/bash
# What a desktop takes files for by the package's own table: kinds.sh SHARE FILES, the usr/share of the package and one file of
# each kind, as road.sh leaves them. A file of ours is known whatever it is called; what is not ours stays what it is.
set -euo pipefail
cd "$(dirname "$0")/../.."
files=$(cd "$2" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

mkdir -p "$scratch/share/mime/packages"
cp /usr/share/mime/packages/freedesktop.org.xml "$1/mime/packages/proffer.xml" "$scratch/share/mime/packages/"
export XDG_DATA_DIRS=$scratch/share XDG_DATA_HOME=$scratch/none
update-mime-database "$scratch/share/mime"

failed=0
# expect KIND FILE
expect() {
    local found
    found=$(gio info --attributes=standard::content-type "$2" | sed -n 's/.*content-type: //p')
    [[ $found == "$1" ]] || { echo "kinds: $2 is taken for $found, not $1" >&2; failed=1; }
}

while read -r kind file; do
    ending=${file##*.}
    expect "application/vnd.proffer.$kind.v1+$ending" "$files/$file"
    # As a mail program names what it saves.
    for name in "attachment (1).$ending" 'no ending'; do
        cp "$files/$file" "$scratch/$name"
        expect "application/vnd.proffer.$kind.v1+$ending" "$scratch/$name"
    done
done <<'KINDS'
request request.json
consent consent.json
consent declined.json
counter-offer offer.json
revocation revocation.json
card owner.card.json
card-revocation card-revocation.json
receipt receipt.json
bundle bundle.tar
KINDS

# Of others.
printf '{"name": "a file of another program", "payload": 1}\n' > "$scratch/package.json"
tar --create --file "$scratch/other.tar" --directory samples README.md
# Another statement in such an envelope: the seal of a bundle is for no double-click.
tar --extract --to-stdout --wildcards --file "$files/bundle.tar" '*/seal.dsse.json' > "$scratch/seal.json"
expect application/json "$scratch/package.json"
expect application/json "$scratch/seal.json"
expect application/x-tar "$scratch/other.tar"
exit "$failed"
