#!/bin/bash
# Builds the programs as the package ships them, into .build-package/bin: the Swift runtime and the media library linked
# in, no debug information, and no path of the folder they are built in. Prints nothing but what goes wrong.
set -euo pipefail
export PROFFER_PORTAL=1
cd "$(dirname "$0")/.."
. scripts/commit.sh
. scripts/warnings.sh
root=$PWD
work=$root/.build-package

say() { printf 'programs: %s\n' "$*" >&2; }

packaging/media/build.sh "$work/media"

export PKG_CONFIG_PATH=$work/media/static/lib/pkgconfig
# The last path counts: what lies in the build folder is found in the same way.
common=(--configuration release --scratch-path "$work/swift" --static-swift-stdlib --disable-local-rpath
    -debug-info-format none
    -Xlinker -z -Xlinker now -Xlinker -z -Xlinker relro -Xlinker --build-id=none
    -Xcc "-ffile-prefix-map=$root=." -Xcxx "-ffile-prefix-map=$root=."
    -Xswiftc -file-prefix-map -Xswiftc "$root=.")

# The library of filters is called by name (Sources/Viewing/ViewingCopy/FilterLibrary.swift): the linker has to be given it, and
# told which names to leave in the program. What it calls itself is looked for once more.
filters=(-Xlinker "$work/media/static/lib/avfilter.o" -Xlinker -lavformat)
while read -r name; do
    filters+=(-Xlinker "--export-dynamic-symbol=$name")
done < <(grep --only-matching 'symbol("[a-z_]*")' Sources/Viewing/ViewingCopy/FilterLibrary.swift | cut -d'"' -f2)
((${#filters[@]} >= 4 + 2 * 10)) || { say 'the names of the filter functions were not found'; exit 70; }

build() {
    say "$2"
    local log=$work/swift.log
    if ! swift build "${common[@]}" "${@:3}" --product "$2" >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        exit 1
    fi
    if warnings "$log" >&2; then
        say 'warnings are failures here'
        exit 1
    fi
    if [[ $2 != proffer-verify ]] && objdump -p "$work/swift/release/$2" | grep --extended-regexp 'NEEDED +lib(av|sw)' >&2; then
        say 'the media library of the system was linked, and not ours'
        exit 70
    fi
    install -D --mode=755 "$work/swift/release/$2" "$1/$2"
    # The hash of each module tells of the folder and says nothing of what runs. Without the section itself the linker's
    # division of the program would be lost, and with it that tables are read only once it runs.
    local program=$1/$2 size
    strip --strip-all --remove-section=.comment "$program"
    size=$(objdump --section-headers "$program" | awk '$2 == ".swift_modhash" { print $3 }')
    head --bytes=$((16#$size)) /dev/zero > "$work/zeros"
    objcopy --update-section ".swift_modhash=$work/zeros" "$program"
}

rm -rf "$work/bin"
build "$work/bin" proffer "${filters[@]}"
build "$work/bin" proffer-verify
# The owner's page, in a version that has one.
if grep --quiet 'executable(name: "proffer-portal"' Package.swift; then build "$work/bin" proffer-portal "${filters[@]}"; fi
