#!/bin/bash
# Builds the programs as the package ships them, into .build-package/bin: the Swift runtime and the media library linked
# in, no debug information, and nothing that tells of the folder they are built in. Prints nothing but what goes wrong.
set -euo pipefail
export PROFFER_PORTAL=1
cd "$(dirname "$0")/.."
. scripts/commit.sh
. scripts/warnings.sh
work=$PWD/.build-package

say() { printf 'programs: %s\n' "$*" >&2; }

# A path can be replaced in what is compiled, its length cannot: where a closure must not outlive a call, the compiler leaves
# the length of the real path of the source file in the program. So the sources are compiled in a folder whose path has one
# length everywhere; the part that fills it up is replaced with the rest of the path.
length=200
filling=$((length - $(printf '%s/' "$work" | wc --bytes)))
((filling > 0)) || { say "$work: this path is too long; it may have $((length - 2)) bytes at most"; exit 64; }
sources=$work/$(printf "%${filling}s" | tr ' ' _)
# What was built when the project lay in another folder.
for other in "$work"/_*; do
    [[ $other == "$sources" ]] || rm -rf "$other"
done
[[ -L $work/swift ]] || rm -rf "$work/swift"
mkdir -p "$sources"
ln -sfn "$sources/.build" "$work/swift"
# With the times of the files, so that only what has changed is compiled again.
rm -rf "$sources"/{Package.swift,Package.resolved,Sources,Tests}
cp --archive Package.swift Sources Tests "$sources"
if [[ -e Package.resolved ]]; then cp --archive Package.resolved "$sources"; fi

packaging/media/build.sh "$work/media"

export PKG_CONFIG_PATH=$work/media/static/lib/pkgconfig
common=(--configuration release --package-path "$sources" --scratch-path "$sources/.build" --static-swift-stdlib
    --disable-local-rpath
    -debug-info-format none
    -Xlinker -z -Xlinker now -Xlinker -z -Xlinker relro -Xlinker --build-id=none
    -Xcc "-ffile-prefix-map=$sources=." -Xcxx "-ffile-prefix-map=$sources=."
    -Xcc "-ffile-prefix-map=$work/media=media" -Xcxx "-ffile-prefix-map=$work/media=media"
    -Xswiftc -file-prefix-map -Xswiftc "$sources=.")

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
build "$work/bin" proffer-portal "${filters[@]}"
# The second build of a commit (test/again.sh) takes the same versions of the packages from elsewhere.
cp --archive "$sources/Package.resolved" Package.resolved
