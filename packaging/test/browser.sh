#!/bin/bash
# In the place of a browser, where page.sh opens a page: browser.sh FILE. Posts the form of the file as its script would, and
# leaves in ~/page what the server answers on the way to the last page.
set -euo pipefail
entry=${1#file://}
mkdir -p ~/page
echo "$entry" > ~/page/entry-path
stat --format='%a %U' "$entry" > ~/page/rights

value() { sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" "$entry"; }
origin=$(sed -n 's/.*action="\(http:\/\/127\.0\.0\.1:[0-9]*\)\/enter".*/\1/p' "$entry")
host=${origin#http://}
echo "$origin" > ~/page/origin

# ask NAME METHOD PATH [HEADER…]: the answer goes to ~/page/NAME; the body of what is posted comes from $body.
ask() {
    local name=$1 method=$2 path=$3
    shift 3
    exec 3<>"/dev/tcp/127.0.0.1/${host#*:}"
    printf '%s\r\n' "$method $path HTTP/1.1" "Host: $host" 'Connection: close' "Content-Length: ${#body}" "$@" '' >&3
    printf '%s' "$body" >&3
    tr -d '\r' <&3 > ~/page/"$name"
    exec 3>&-
}

# Names of folders and files here have nothing that a form would have to write otherwise, but for slashes, spaces and brackets.
written() { sed 's|/|%2F|g; s| |%20|g; s|(|%28|g; s|)|%29|g' <<<"$1"; }

body="secret=$(value secret)&file=$(written "$(value file)")"
ask entered POST /enter 'Content-Type: application/x-www-form-urlencoded' 'Origin: null' 'Sec-Fetch-Site: cross-site'
cookie=$(sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\).*/\1/p' ~/page/entered)
# The answer goes on by itself.
next=$(sed -n 's/.*url=\(\/[^"]*\)".*/\1/p' ~/page/entered | head -1)
body=
ask stranger GET "$next"
for _ in 1 2 3 4; do
    ask shown GET "$next" "Cookie: $cookie"
    moved=$(sed -n 's/^[Ll]ocation: //p;/^$/q' ~/page/shown)
    [[ -n $moved ]] || break
    next=$moved
done
echo "$next" > ~/page/address
ask style GET /portal.css "Cookie: $cookie"
