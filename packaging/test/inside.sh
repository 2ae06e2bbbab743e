#!/bin/bash
# Runs in a root as root: installs a package by what it depends on, lets a person use it, removes it, and compares.
# inside.sh PACKAGE SCRIPT
set -euo pipefail
package=$1 script=$2
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
fail() { echo "inside: $*" >&2; exit 1; }
quietly() { "$@" >/tmp/log 2>&1 </dev/null || { tail -20 /tmp/log >&2; fail "failed: $*"; }; }
apt=(apt-get --yes --quiet=2 --no-install-recommends)

deb=(/debs/"$package"_*.deb)
# A desktop has this; it notices new kinds of files by itself.
quietly "${apt[@]}" install shared-mime-info
# What a double-click goes through; the rest of the road does without.
if [[ $script == page.sh ]]; then
    quietly "${apt[@]}" install desktop-file-utils libglib2.0-bin xdg-utils
    # As on a desktop, where other programs have entries already.
    mkdir -p /usr/share/applications
    update-desktop-database --quiet
fi
quietly "${apt[@]}" satisfy "$(dpkg-deb --field "${deb[0]}" Depends)"
useradd --create-home --shell /bin/bash dana
install -d --owner=dana /exchange

# Everything but what lists what is installed, and caches.
list() {
    find / -xdev \( -path /proc -o -path /run -o -path /tmp -o -path /home -o -path /exchange -o -path /debs -o -path /tour -o -path /test \
        -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache -o -path /var/log \) -prune -o -print | sort
}
list > /tmp/before
quietly "${apt[@]}" install "${deb[0]}"
dpkg --verify "$package" | grep . && fail 'what was installed is not what the package says'
dpkg --listfiles "$package" | grep --extended-regexp '/(systemd/user)/' >/tmp/units || true
[[ ! -e /home/dana/.config/systemd ]] || fail 'a unit is enabled'
compgen -G '/etc/systemd/user/*.wants/proffer*' && fail 'a unit is enabled for everybody'

su --login dana --command "bash /test/$script" </dev/null || fail "$script fails as a person"

quietly "${apt[@]}" purge "$package"
list > /tmp/after
diff /tmp/before /tmp/after >&2 || fail 'removing it leaves something, or takes something away'
[[ $script != road.sh || -e /home/dana/tour/demo/owner/journal.sqlite ]] || fail 'removing it took what the person made'
