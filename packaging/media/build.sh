#!/bin/bash
# Builds the media library that the package links: Debian's FFmpeg and dav1d from source, FFmpeg with the parts listed in
# `components` and no other, and Debian's x264. build.sh FOLDER leaves FOLDER/static (archives, headers and the descriptions
# for pkg-config that Package.swift asks for) and FOLDER/shared (the same objects as shared libraries, for the tests).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)

say() { printf 'media library: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# What it is made from; when all of it is what it was, so is the library.
stamp() { cat "$here"/{components,build.sh,sources.sh} && dpkg-query --show libx264-dev gcc nasm; }
if [[ -e $folder/complete ]] && cmp --silent <(stamp) "$folder/complete"; then exit 0; fi
rm -rf "$folder"/{complete,dav1d-build,ffmpeg-build,static,shared}

# Debian's own settings: the hardening, and paths of the build folder written as `.`.
flags() { (cd "$folder" && DEB_BUILD_MAINT_OPTIONS=hardening=+all dpkg-buildflags --get "$1"); }
CFLAGS=$(flags CFLAGS) CPPFLAGS=$(flags CPPFLAGS) LDFLAGS=$(flags LDFLAGS)
export CFLAGS CPPFLAGS LDFLAGS

run() { "$@" >"$folder/log" 2>&1 </dev/null || { tail -50 "$folder/log" >&2; die "failed: $*"; }; }

say 'dav1d'
run "$here/sources.sh" dav1d "$folder"
cd "$folder"
if ! cmp --silent dav1d.version parts/version; then
    rm -rf parts
    run meson setup dav1d-build dav1d --prefix="$folder/parts" --libdir=lib --default-library=static --buildtype=release \
        -Denable_tools=false -Denable_tests=false
    run ninja -C dav1d-build install
    cp dav1d.version parts/version
fi

say 'FFmpeg'
run "$here/sources.sh" ffmpeg "$folder"
components=()
while read -r kind names; do
    for name in $names; do components+=("--enable-$kind=$name"); done
done < <(grep --invert-match --extended-regexp '^(#|$)' "$here/components")

mkdir ffmpeg-build
cd ffmpeg-build
# The folder to install in is none of this machine, and the configuration is called from beside it: both are written into
# the library.
PKG_CONFIG_PATH=$folder/parts/lib/pkgconfig run ../ffmpeg/configure --prefix=/ --libdir=/lib --incdir=/include \
    --enable-pic --enable-static --enable-shared --disable-autodetect --disable-everything --disable-programs \
    --disable-doc --disable-network --disable-avdevice --disable-postproc --disable-debug \
    --enable-gpl --enable-libx264 --enable-libdav1d --enable-zlib --enable-libfreetype --enable-libfontconfig \
    "${components[@]}"
# A part whose library is missing is dropped with no more than a word.
for component in "${components[@]}"; do
    name=${component#--enable-}
    setting="CONFIG_$(tr '[:lower:]=' '[:upper:]_' <<<"${name#*=}_${name%%=*}")"
    grep --quiet --line-regexp "$setting=yes" ffbuild/config.mak || die "the configuration dropped $name"
done
grep --quiet '^CONFIG_.*_PROTOCOL=yes' ffbuild/config.mak && die 'a protocol is in it, and none is needed'
run make --jobs="$(nproc)"
run make install DESTDIR="$folder/shared"

# One archive of everything, so that no order of libraries has to be right, under the first of the names that the linker is
# told; the others are empty.
cd "$folder"
mkdir -p static/lib/pkgconfig
mv shared/include static/include
{
    echo 'CREATE static/lib/libavformat.a'
    for library in avformat avcodec swscale swresample avutil; do echo "ADDLIB shared/lib/lib$library.a"; done
    echo 'ADDLIB parts/lib/libdav1d.a'
    echo "ADDLIB $(pkg-config --variable=libdir x264)/libx264.a"
    printf 'SAVE\nEND\n'
} | ar -M
for library in avcodec avutil swscale; do ar crD "static/lib/lib$library.a"; done
# The filters are called by name, and of what lies in an archive the linker leaves no names in a program (Swift's runtime, linked
# statically, asks for that). Each library has this table, and one is enough.
ar d shared/lib/libavfilter.a log2_tab.o
ld -r --whole-archive -o static/lib/avfilter.o shared/lib/libavfilter.a
version=$(sed -n 's/^Version: //p' shared/lib/pkgconfig/libavformat.pc)
cat > static/lib/pkgconfig/libavformat.pc <<DESCRIPTION
Name: libavformat
Description: FFmpeg with what Proffer needs and nothing else
Version: $version
Cflags: -I$folder/static/include
Libs: -L$folder/static/lib -lavformat -lz -lfreetype -lfontconfig -lm
DESCRIPTION
# The system's descriptions without their folder: named first, it would be where -lavformat is found.
for description in /usr/lib/*/pkgconfig/*.pc /usr/share/pkgconfig/*.pc; do
    name=static/lib/pkgconfig/${description##*/}
    [[ -e $name ]] || sed '/^Libs:/s/-L[^ ]* *//g' "$description" > "$name"
done
rm -f shared/lib/*.a
stamp > complete
