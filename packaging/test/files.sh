#!/bin/bash
# Looks at the packages as they are, without installing them: files.sh FOLDER_OF_PACKAGES.
set -euo pipefail
cd "$(dirname "$0")/../.."
debs=$1
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

say() { printf 'test-package: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

lintian --fail-on error --tag-display-limit 0 "$debs"/*.deb >&2 || die 'lintian finds faults'

for deb in "$debs"/*.deb; do dpkg-deb --extract "$deb" "$tree"; done
share=$tree/usr/share

for page in "$share"/man/man1/*.gz; do
    zcat "$page" > "$tree/page.1"
    mandoc -T lint -W warning "$tree/page.1" >&2 || die "${page##*/}: mandoc finds faults"
    said=$(groff -K utf8 -man -ww -T utf8 "$tree/page.1" 2>&1 >/dev/null)
    [[ -z $said ]] || die "${page##*/}: groff says $said"
done

for program in "$tree"/usr/bin/*; do
    name=${program##*/}
    [[ -e $share/man/man1/$name.1.gz ]] || die "$name has no manual page"
    bash -n "$share/bash-completion/completions/$name"
    zsh -n "$share/zsh/vendor-completions/_$name"
    fish -n "$share/fish/vendor_completions.d/$name.fish"
done

# Nothing of the build machine, and no library of another place.
for program in "$tree"/usr/bin/*; do
    ! grep --quiet --fixed-strings "$PWD" "$program" || die "${program##*/} holds the path it was built in"
    ! objdump -p "$program" | grep --quiet --extended-regexp 'R(UN)?PATH' || die "${program##*/} looks for libraries elsewhere"
    ! objdump -p "$program" | grep --extended-regexp 'NEEDED.*lib(swift|av|sw|x264|dav1d|Foundation)' >&2 \
        || die "${program##*/} links a library that was to be part of it"
done
# No reader of lists of files, no protocol, no device: what FFmpeg has and we do not name is not there.
for program in "$tree"/usr/bin/*; do
    for word in 'concat' 'image2' 'applehttp' 'v4l2'; do
        ! strings -a "$program" | grep --quiet --line-regexp "$word" || die "${program##*/} has $word of FFmpeg in it"
    done
done

if [[ -e $share/applications/proffer.desktop ]]; then
    desktop-file-validate "$share/applications/proffer.desktop"
    while IFS= read -r kind; do
        grep --quiet --fixed-strings "type=\"$kind\"" "$share/mime/packages/proffer.xml" || die "nothing says what $kind is"
    done < <(sed -n 's/^MimeType=//p' "$share/applications/proffer.desktop" | tr ';' '\n' | grep .)
fi
# The timer and what it starts, with the program where it lies here. No line of it may be one that systemd passes over.
sed "s|=/usr/bin/|=$tree/usr/bin/|" "$tree"/usr/lib/systemd/user/proffer-commit.service > "$tree/proffer-commit.service"
cp "$tree"/usr/lib/systemd/user/proffer-commit.timer "$tree/"
said=$(systemd-analyze verify --man=no "$tree"/proffer-commit.{service,timer} 2>&1) || die "the timer: $said"
[[ -z $said ]] || die "the timer: $said"
# The icon is a picture.
rsvg-convert --width 64 "$share/icons/hicolor/scalable/apps/proffer.svg" --output "$tree/icon.png"

say 'lintian, pages, completions and programs hold'
