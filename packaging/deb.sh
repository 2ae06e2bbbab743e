#!/bin/bash
# Makes the two Debian packages out of what programs.sh built: deb.sh FOLDER.
#
# proffer is for owners and investigators, proffer-verify for custodians, and neither needs the other. The files are the same
# whenever and by whomever they are made from one commit: times are the commit's, names are sorted, owners are root.
set -euo pipefail
umask 022
cd "$(dirname "$0")/.."
mkdir -p "$1"
out=$(cd "$1" && pwd)
here=$PWD/packaging
work=$PWD/.build-package
bin=$work/bin

say() { printf 'deb: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

architecture=$(dpkg --print-architecture)
# Without a repository of its own, as in an archive of the source, the changelog's time.
commit=
SOURCE_DATE_EPOCH=$(stat --format=%Y CHANGELOG.md)
if [[ $(git rev-parse --show-toplevel 2>/dev/null) == "$PWD" ]]; then
    commit=$(git rev-parse HEAD)
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
fi
export SOURCE_DATE_EPOCH
# A program says its number, its commit and its own digest, one a line.
mapfile -t said < <("$bin/proffer" --version)
version=${said[0]}
[[ $version =~ ^[0-9]+(\.[0-9]+)*$ ]] || die "proffer --version says no number: $version"
# The package's number tells the commit's time: the programs have to be of that commit.
[[ -z $commit || ${said[1]} == "commit $commit"?(-changed) ]] \
    || die "the programs say '${said[1]}', and this is $commit: build them again (packaging/programs.sh)"
# What was not released comes before the release of that number, each commit after the one before.
if grep --quiet '^## Unreleased' CHANGELOG.md; then
    version+="~$(date --utc --date="@$SOURCE_DATE_EPOCH" +%Y%m%d.%H%M%S)"
fi
# What was built from files that no commit has is never taken for the commit's.
[[ ${said[1]} != *-changed ]] || version+=+changed
# Whoever gives packages to others puts their own name and address here.
maintainer=${PROFFER_MAINTAINER:-The authors of Proffer <maintainers@proffer.invalid>}

rm -f "$out"/*.deb

# --- Parts ------------------------------------------------------------------------------------------------------

# put MODE FILE FOLDER…: a file into the tree, by the name it has here.
put() { install -D --mode="$1" --target-directory="$tree/$3" "$2"; }

# depends BINARY…: the libraries that programs need, as Debian's packages of them say.
depends() {
    mkdir -p "$work/shlibdeps/debian"
    printf 'Source: proffer\n\nPackage: proffer\nArchitecture: any\n' > "$work/shlibdeps/debian/control"
    (cd "$work/shlibdeps" && dpkg-shlibdeps -O "${@/#/-e}" 2>log || { cat log >&2; exit 70; }) | sed 's/^shlibs:Depends=//'
}

# Debian's sources that are linked in, with the versions they were built from.
built_using() {
    local x264
    x264=$(dpkg-query --show --showformat='x264 (= ${source:Version})' libx264-dev)
    printf 'dav1d (= %s), ffmpeg (= %s), %s' "$(cat "$work/media/dav1d.version")" "$(cat "$work/media/ffmpeg.version")" "$x264"
}

# The changelog people read, in the form that Debian's tools read.
changelog() {
    printf 'proffer (%s) unstable; urgency=medium\n\n  * See /usr/share/doc/%s/NEWS.md.gz for what changed.\n\n -- %s  %s\n' \
        "$version" "$1" "$maintainer" "$(date --utc --date="@$SOURCE_DATE_EPOCH" --rfc-email)"
}

# What is inside the packages beside our own; a package nobody described stops here.
copyright() {
    local folder name
    for folder in "$work"/swift/checkouts/*/; do
        name=$(basename "$folder")
        grep --quiet --fixed-strings --line-regexp "Files: checkouts/$name/*" "$here/copyright" \
            || die "packaging/copyright does not say under which licence $name is"
    done
    # Paragraphs of packages that this version is not built with are left out.
    awk -v checkouts="$work/swift/checkouts" 'BEGIN { RS = ""; ORS = "\n\n" }
        match($0, /^Files: checkouts\/[^\/]+/) {
            name = substr($0, RSTART + 17, RLENGTH - 17)
            if (system("test -d " checkouts "/" name) != 0) next
        }
        { print }' "$here/copyright"
}

# --- Packages ---------------------------------------------------------------------------------------------------

# begin NAME: an empty tree with what both packages have.
begin() {
    name=$1
    tree=$work/tree/$name
    rm -rf "$tree"
    mkdir -p "$tree/DEBIAN"
    put 755 "$bin/$name" usr/bin
    local doc=$tree/usr/share/doc/$name
    mkdir -p "$doc" "$tree/usr/share/man/man1"
    copyright > "$doc/copyright"
    # What packages of Swift ask to be passed on (Apache License 2.0, section 4d).
    mkdir "$doc/copyright.d"
    local notice
    for notice in "$work"/swift/checkouts/*/NOTICE.txt; do
        install --mode=644 "$notice" "$doc/copyright.d/$(basename "$(dirname "$notice")")"
    done
    changelog "$name" | gzip -9n > "$doc/changelog.gz"
    gzip -9nc CHANGELOG.md > "$doc/NEWS.md.gz"
    described "$name"
}

# described PROGRAM: its manual page and completions, out of the program itself.
described() {
    local share=$tree/usr/share
    "$here/manual.py" "$bin/$1" "$(date --utc --date="@$SOURCE_DATE_EPOCH" +%F)" | gzip -9n > "$share/man/man1/$1.1.gz"
    mkdir -p "$share"/{bash-completion/completions,zsh/vendor-completions,fish/vendor_completions.d}
    # The first line names a shell, as if it were a program.
    "$bin/$1" --generate-completion-script bash | sed '1{/^#!/d}' > "$share/bash-completion/completions/$1"
    "$bin/$1" --generate-completion-script zsh > "$share/zsh/vendor-completions/_$1"
    "$bin/$1" --generate-completion-script fish > "$share/fish/vendor_completions.d/$1.fish"
}

# finish BINARIES DEPENDS FIELDS DESCRIPTION: writes the package.
finish() {
    # Of the files alone, as folders differ in size from one file system to the next.
    local size
    size=$(find "$tree/usr" -type f -printf '%s\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')
    {
        printf 'Package: %s\nVersion: %s\nArchitecture: %s\nMaintainer: %s\nInstalled-Size: %s\n' \
            "$name" "$version" "$architecture" "$maintainer" "$size"
        # shellcheck disable=SC2086  # a list
        printf 'Depends: %s%s\nSection: utils\nPriority: optional\n%s%s\n' "$(depends $1)" "$2" "$3" "$4"
    } > "$tree/DEBIAN/control"
    (cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) > "$tree/DEBIAN/md5sums"
    find "$tree" -print0 | xargs -0 touch --no-dereference --date="@$SOURCE_DATE_EPOCH"
    # Several threads would cut the data into other blocks.
    dpkg-deb --root-owner-group -Zxz --threads-max=1 --build "$tree" "$out/${name}_${version}_$architecture.deb" >/dev/null
    say "$out/${name}_${version}_$architecture.deb"
}

begin proffer
binaries=$bin/proffer
put 644 "$here/files/commit.conf" usr/share/doc/proffer
put 644 "$here/files/proffer-commit.service" usr/lib/systemd/user
put 644 "$here/files/proffer-commit.timer" usr/lib/systemd/user
put 644 "$here/files/proffer.svg" usr/share/icons/hicolor/scalable/apps
put 644 "$here/files/proffer.xml" usr/share/mime/packages
install -D --mode=644 "$here/files/lintian-overrides" "$tree/usr/share/lintian/overrides/proffer"
cp "$work/media/ffmpeg/debian/copyright" "$tree/usr/share/doc/proffer/copyright.d/ffmpeg"
cp "$work/media/dav1d/debian/copyright" "$tree/usr/share/doc/proffer/copyright.d/dav1d"
cp /usr/share/doc/libx264-dev/copyright "$tree/usr/share/doc/proffer/copyright.d/x264"
chmod 644 "$tree"/usr/share/doc/proffer/copyright.d/*
fields="Built-Using: $(built_using)"$'\n'
# An entry in the menu promises a page: only where the program has one.
if "$bin/proffer" --experimental-dump-help | grep --quiet '"commandName" : "portal"'; then
    [[ -x $bin/proffer-portal ]] || die 'proffer has the command portal, and there is no proffer-portal to start'
    put 755 "$bin/proffer-portal" usr/bin
    described proffer-portal
    put 644 "$here/files/proffer.desktop" usr/share/applications
    binaries+=" $bin/proffer-portal"
    # What opens the person's browser, and one of them.
    fields+=$'Recommends: xdg-utils, firefox-esr | www-browser\n'
else
    say 'this version has no page for owners (proffer portal): no entry in the menu is made'
fi
finish "$binaries" ', fonts-dejavu-core, ca-certificates' "$fields" \
'Description: hands video footage over as evidence, with the consent of its owner
 An agency asks for footage with a signed request; the owner of the cameras
 agrees to it, or to less, and signs; what leaves is what was agreed, cut out
 of the recordings untouched, encrypted to who may see it, and sealed so that
 anybody can check it.
 .
 This package has everything: for owners, agencies, investigators and
 custodians. The package proffer-verify has the custodian'"'"'s half alone,
 without a media library.'

begin proffer-verify
finish "$bin/proffer-verify" '' $'Source: proffer\n' \
'Description: checks footage handed over as evidence, without a media library
 For who keeps evidence: checks a bundle made by proffer without seeing what
 is in it, takes it in, gives a receipt, and keeps an account of what was done
 with it. It reads no recording and opens nothing.'
