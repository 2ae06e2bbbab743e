#!/bin/bash
# Builds the packages a second time, from nothing and in another folder, and compares: again.sh FOLDER_OF_PACKAGES. Takes as
# long as the first time.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
debs=$(cd "$1" && pwd)
again=$PWD/.build-package/again

say() { printf 'test-package: %s\n' "$*" >&2; }

if [[ -n $(git status --porcelain) ]]; then
    say 'what is not committed would not be in the second build: commit it first'
    exit 64
fi
rm -rf "$again"
mkdir -p "$again/a/folder/with/another/name"
cd "$again/a/folder/with/another/name"
git clone --quiet "$root" source
# The same versions of the packages from elsewhere: what is tested is that the folder and the day do not matter.
cp "$root/Package.resolved" source/
source/packaging/programs.sh
source/packaging/deb.sh "$again/debs"
status=0
for deb in "$debs"/*.deb; do
    cmp "$deb" "$again/debs/${deb##*/}" || status=1
done
((status == 0)) || { say 'two builds of one commit differ; diffoscope tells in what'; exit 1; }
rm -rf "$again"
(cd "$debs" && sha256sum -- *.deb) >&2
say 'two builds give one hash'
