#!/bin/bash
# Walks the homeowner's road in a real browser with the package alone, on a wide screen and on a narrow one: from a request in a
# folder of mail to a bundle on a stick. Every program of ours is the installed one of the root in $root; the browser and the
# person's folder are this machine's.
set -euo pipefail
cd "$(dirname "$0")/../.."
fail() { echo "walk: $*" >&2; exit 1; }

install() {
    env --ignore-environment DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        chroot "$root" apt-get --yes --quiet=2 --no-install-recommends "$@" >"$root/tmp/log" 2>&1 \
        || { tail -20 "$root/tmp/log" >&2; fail "failed: apt-get $*"; }
}
package=$(echo "$root"/debs/proffer_*.deb)
install satisfy "$(dpkg-deb --field "$package" Depends)"
install install "/debs/${package##*/}"

# One folder under one name here and there.
folder=$(mktemp --directory)
trap 'umount "$root$folder"; rm -rf "$folder"' EXIT
mkdir -p "$root$folder"
mount --bind "$folder" "$root$folder"
# A root is entered with / as the working folder.
cat > "$folder/proffer" <<PROGRAM
#!/bin/sh
exec /usr/sbin/chroot "$root" /bin/sh -c 'cd "\$0" && exec /usr/bin/proffer "\$@"' "\$PWD" "\$@"
PROGRAM
chmod +x "$folder/proffer"

for scenario in road road_narrow; do
    TMPDIR=$folder PROFFER=$folder/proffer PROFFER_SAMPLES=$PWD/samples \
        .venv/bin/python -B Tests/Browser/scenarios.py "$scenario" >"$folder/said" 2>&1 || { tail -20 "$folder/said" >&2; fail "$scenario"; }
    echo "walk: $scenario: $(cat "$folder/said")" >&2
done
