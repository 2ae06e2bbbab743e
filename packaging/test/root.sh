#!/bin/bash
# Makes a clean root of a Debian release, once: root.sh SUITE FOLDER. Nothing is ever written into it afterwards.
set -euo pipefail
suite=$1 folder=$2
mirror=${PROFFER_DEBIAN_MIRROR:-http://deb.debian.org/debian}

[[ ! -e $folder/complete ]] || exit 0
printf 'test-package: a root of %s\n' "$suite" >&2
rm -rf "$folder"
mkdir -p "$folder"
log=$folder/log
debootstrap --variant=minbase "$suite" "$folder/root" "$mirror" >"$log" 2>&1 || { tail -20 "$log" >&2; exit 70; }
# The lists of packages come with it, so that what is installed later is fetched and nothing else.
chroot "$folder/root" apt-get --quiet=2 update >>"$log" 2>&1 || { tail -20 "$log" >&2; exit 70; }
touch "$folder/complete"
