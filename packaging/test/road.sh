#!/bin/bash
# Runs in a clean root as a person, in an empty home: the whole road with the installed programs and no other. /tour holds
# samples/ and scripts/demo.sh; the bundle goes to /exchange.
set -euo pipefail

fail() { echo "road: $*" >&2; exit 1; }
# A program that does not see its arguments says its help and ends well: then nothing below would be tried.
[[ $(proffer --version) =~ [0-9a-f]{40} ]] || fail 'proffer --version does not say its commit'
[[ $(proffer --version) == [0-9]* ]] || fail 'proffer --version says no version; is /proc there?'

cp -r /tour "$HOME/tour"
cd "$HOME/tour"
PROFFER_BINARY=/usr/bin/proffer scripts/demo.sh >"$HOME/demo.log" 2>&1 || { tail -30 "$HOME/demo.log" >&2; fail 'the demo fails'; }

# What the demo leaves out and a library of its own is needed for: a film with words in it (filters, fonts, sound), a page as
# PDF, a picture of the times, the code that shows a clock, and pictures without any loss.
cd demo
export PROFFER_JOURNAL=$PWD/owner/journal.sqlite
person=(--identity investigator/identity.json --trust investigator/trust)
proffer open investigator/bundle.tar "${person[@]}" --into investigator/film --viewing-copy >/dev/null
compgen -G 'investigator/film/*viewing*' >/dev/null || fail 'no viewing copy was made'
proffer film investigator/bundle.tar "${person[@]}" --no-custody --into investigator/all >/dev/null
proffer report investigator/bundle.tar "${person[@]}" --out investigator/report.pdf >/dev/null
proffer footage match --request owner/request.json ../samples --trust owner/trust --plot owner/match.png >/dev/null
proffer footage clock-code --out owner/clock.png >/dev/null
proffer seal --request owner/request.json --consent owner/consent.json --identity owner/identity.json --trust owner/trust \
    --footage ../samples --lossless --out owner/lossless.tar >/dev/null 2>&1
recordings=()
for clip in ../samples/{front-door,driveway}_*.mp4; do recordings+=(--source "$clip"); done
proffer verify owner/lossless.tar "${person[@]}" "${recordings[@]}" >/dev/null
# The entry in the menu has a page to open.
command -v proffer-portal >/dev/null || fail "proffer portal has nothing to start"

# One of each kind of file that people hand each other, for kinds.sh.
mkdir -p /exchange/kinds
proffer request counter --request owner/request.json --identity owner/identity.json --trust owner/trust --camera front-door \
    --out owner/offer.json >/dev/null
proffer consent revoke --consent owner/consent.json --identity owner/identity.json --out owner/revocation.json >/dev/null
proffer identity revoke owner/identity.json --reason 'the stick was lost' --out owner/card-revocation.json >/dev/null
cp owner/{request,consent,declined,offer,revocation,card-revocation,receipt}.json owner/owner.card.json owner/bundle.tar /exchange/kinds/

cp custodian/bundle.tar /exchange/
cp -r custodian/trust /exchange/
