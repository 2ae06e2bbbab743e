#!/bin/bash
# What `make test-package` does once the packages are there: run.sh FOLDER_OF_PACKAGES. Needs root, for roots of other
# releases.
set -euo pipefail
cd "$(dirname "$0")/../.."
debs=$(cd "$1" && pwd)
here=$PWD/packaging/test
work=$PWD/.build-package

say() { printf 'test-package: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
((EUID == 0)) || die 'run it as root: it mounts roots of other releases'

"$here/files.sh" "$debs"

# in_root SUITE WHAT COMMAND…: a fresh copy of the root, which is gone with its mounts when the command ends. The command is
# run outside of it and finds it in $root.
in_root() {
    local suite=$1 what=$2 start=$SECONDS
    "$here/root.sh" "$suite" "$work/roots/$suite"
    mkdir -p "$work/archives/$suite/partial"
    # Processes of its own as well: what a test leaves running ends with it, and it sees no other.
    unshare --mount --propagation private --pid --fork --kill-child bash -euo pipefail -s -- "${@:3}" <<ROOT || die "$what does not hold on $suite"
        scratch=$work/roots/$suite/scratch
        mkdir -p \$scratch
        mount -t tmpfs -o size=2g scratch \$scratch
        mkdir \$scratch/{upper,work,root}
        export root=\$scratch/root
        mount -t overlay -o lowerdir=$work/roots/$suite/root,upperdir=\$scratch/upper,workdir=\$scratch/work root \$root
        # Without it Swift sees no arguments, and every call would end well.
        mount -t proc proc \$root/proc
        mkdir -p \$root/{debs,tour,test,exchange}
        mount --bind $work/archives/$suite \$root/var/cache/apt/archives
        mount --bind $debs \$root/debs
        mount --bind $here \$root/test
        mkdir -p $work/exchange
        mount --bind $work/exchange \$root/exchange
        mkdir \$root/tour/{samples,scripts}
        cp samples/*.mp4 \$root/tour/samples/
        cp scripts/demo.sh \$root/tour/scripts/
        cp /etc/resolv.conf \$root/etc/
        "\$@" </dev/null
ROOT
    say "$what holds on $suite ($((SECONDS - start)) s)"
}

# inside SUITE PACKAGE SCRIPT: installs a package, lets a person use it, and removes it, all within the root.
inside() {
    in_root "$1" "$2: $3" bash -c 'exec env --ignore-environment TERM=dumb PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        chroot "$root" bash /test/inside.sh "$1" "$2"' inside "$2" "$3"
}

rm -rf "$work/exchange"
for suite in bookworm trixie; do
    inside "$suite" proffer road.sh
    inside "$suite" proffer page.sh
    in_root "$suite" 'proffer: walk.sh' "$here/walk.sh"
    inside "$suite" proffer-verify custodian.sh
done

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
dpkg-deb --extract "$debs"/proffer_*.deb "$tree"
"$here/kinds.sh" "$tree/usr/share" "$work/exchange/kinds"
say 'a desktop knows the kinds of files'
