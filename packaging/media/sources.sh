#!/bin/bash
# Fetches the sources of a Debian package of the release this is built on, as apt checks them, and unpacks them:
# sources.sh PACKAGE FOLDER. The system's own list of sources is neither needed nor changed.
set -euo pipefail

package=$1 folder=$2
mirror=${PROFFER_DEBIAN_MIRROR:-http://deb.debian.org/debian}
security=${PROFFER_DEBIAN_SECURITY:-http://deb.debian.org/debian-security}
# shellcheck source=/dev/null
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache"
cat > "$folder/apt/sources.list" <<LIST
deb-src [signed-by=$keyring] $mirror $suite main
deb-src [signed-by=$keyring] $mirror $suite-updates main
deb-src [signed-by=$keyring] $security $suite-security main
LIST
# Everything apt keeps lies in the folder; as root it would give its rights to a user that may not enter it.
apt=(apt-get --quiet=2
    -o "Dir::Etc::SourceList=$folder/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$folder/apt/lists" -o "Dir::Cache=$folder/apt/cache" -o APT::Sandbox::User=root)

[[ -n $(find "$folder/apt/lists" -name '*_Sources*' -mmin -1440 -print -quit) ]] || "${apt[@]}" update
cd "$folder"
rm -rf "$package" "$package"_*.dsc
"${apt[@]}" --download-only source "$package" >&2
dpkg-source --no-check --extract "$package"_*.dsc "$package" >&2
sed -n 's/^Version: //p' "$package"_*.dsc > "$package.version"
