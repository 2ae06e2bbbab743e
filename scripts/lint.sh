#!/bin/bash
# Formatting, and the house rules that neither the compiler nor swift-format can hold.
set -uo pipefail
cd "$(dirname "$0")/.."

findings=0

swift format lint --strict --recursive --parallel Package.swift Sources Tests </dev/null || findings=1

# forbid RULE PATTERN [PATH…]: reports the lines of Swift code, comments set aside, that match.
forbid() {
    local rule=$1 pattern=$2
    shift 2
    local hits
    hits=$(grep --recursive --line-number --perl-regexp --include='*.swift' "$pattern" "$@" 2>/dev/null \
        | grep --invert-match --perl-regexp '^[^:]+:\d+:\s*(//|\*)')
    if [[ -n $hits ]]; then
        printf '%s\n' "$hits" | sed "s|\$|    <- $rule|" >&2
        findings=1
    fi
}

# every_module_but NAMES: the source folders in which what these modules own must not appear.
every_module_but() {
    find Sources -mindepth 1 -maxdepth 1 -type d ! -name 'C[A-Z]*' |
        grep --invert-match --extended-regexp "/($(IFS='|'; echo "$*"))\$"
}

forbid 'a person gets an error, never a crash' \
    '\b(fatalError|preconditionFailure|assertionFailure)\s*\(' Sources
forbid 'no try!, no forced cast, no implicitly unwrapped optional' '\btry!|\bas!|:\s*[A-Z][A-Za-z.<>]*!(\s|$|,|\))' Sources
forbid 'only the command line prints' '\b(print|debugPrint|dump|NSLog)\s*\(' $(every_module_but proffer CustodianCommands)
forbid 'only Recordings, Cutting and Viewing see CFFmpeg' '^\s*(@\w+(\(\w+\))? +|\w+ +)?import CFFmpeg\b' $(every_module_but Recordings Cutting Viewing) Tests
forbid 'only ShutDemuxer opens a demuxer: elsewhere a file could open others' \
    '\b(avformat_open_input|avio_open2?|avio_open_dyn_buf|av_probe_\w+)\s*\(' \
    $(find Sources -name '*.swift' ! -name ShutDemuxer.swift)
forbid 'only Sealing sees COpenSSL' '^\s*(@\w+(\(\w+\))? +|\w+ +)?import COpenSSL\b' $(every_module_but Sealing) Tests
forbid 'only Bundle sees CArchive' '^\s*(@\w+(\(\w+\))? +|\w+ +)?import CArchive\b' $(every_module_but Bundle) Tests
forbid 'only Timeline sees CCairo' '^\s*(@\w+(\(\w+\))? +|\w+ +)?import CCairo\b' $(every_module_but Timeline) Tests
forbid 'only Paper sees CPango' '^\s*(@\w+(\(\w+\))? +|\w+ +)?import CPango\b' $(every_module_but Paper) Tests
forbid 'only Databases, Catalog, Ledger and Register see SQLite' '^\s*(@\w+(\(\w+\))? +|\w+ +)?import (GRDB|GRDBSQLite|SQLite3)\b' \
    $(every_module_but Databases Catalog Ledger Register) Tests
forbid 'only ClockCode sees CQREncode and CZBar' '^\s*(@\w+(\(\w+\))? +|\w+ +)?import (CQREncode|CZBar)\b' $(every_module_but ClockCode) Tests
forbid 'a thread is a JoinedThread: it has ended before whoever started it goes on' \
    '\b(Thread\s*[({.]|pthread_create|DispatchQueue|DispatchGroup|DispatchSource|DispatchWorkItem|OperationQueue|concurrentPerform|Task\s*[{(]|Task\.detached|with\w*TaskGroup|async let)' \
    $(find Sources -name '*.swift' ! -path 'Sources/Threads/JoinedThread.swift' \
        ! -path 'Sources/Threads/AwaitedTask.swift')
forbid 'a process ends in one place: throw' '(?<![.\w])_?[eE]xit\s*\(|\bGlibc\.(_?exit|abort)\b|(?<![.\w])abort\s*\(\s*\)' \
    $(find Sources -name '*.swift' ! -path 'Sources/CustodianCommands/Program.swift')
forbid 'only Files and Handover see CLinux' '^\s*(@\w+(\(\w+\))? +|\w+ +)?import CLinux\b' \
    $(every_module_but Files Handover) Tests
forbid 'say what the file is about instead' '^\s*(public |package |private |final )*(class|struct|enum|protocol|actor) \w*(Utils?|Helpers?|Manager|Common)\b' Sources
forbid 'there is one configuration: make it package instead of importing with @testable' '@testable' Tests
forbid 'an open task belongs in an issue' '\b(TODO|FIXME|XXX)\b' Sources Tests
forbid 'take differences with nanoseconds(since:), which cannot overflow' \
    '\.nanoseconds\b(?!\() *-|- *[A-Za-z_][\w.?!]*\.nanoseconds\b(?!\()' $(every_module_but Statements)
forbid 'a spoiled database gets an error: decode, or value' '\brow\[' Sources/Databases Sources/Catalog Sources/Ledger Sources/Register
# Whoever opens by other means may wait for ever for a pipe that somebody put there. The files named here make files of our
# own, lock them, or talk to the terminal.
forbid 'what comes from outside is opened by OutsideFile and OutsideFolder' \
    '(?<![.\w])open\s*\([^)]*\bO_[A-Z]|\bGlibc\.open\s*\(|\bopenat\s*\(|\bFileDescriptor\.open\b|\bf?d?opendir\s*\(|\bfopen\s*\(|\bFileHandle\(for|\bInputStream\(|contentsOfFile|contentsOf: *URL|contentsOfDirectory' \
    $(find Sources -name '*.swift' ! -path 'Sources/Files/Outside*.swift' ! -path 'Sources/Files/File[KRS]*.swift' \
        ! -path 'Sources/Files/AtomicFile.swift' ! -path 'Sources/Files/OutputFolder.swift' \
        ! -path 'Sources/Files/LeftBehind.swift' ! -path 'Sources/Files/UnnamedFile.swift' \
        ! -path 'Sources/Files/FileLock.swift' \
        ! -path 'Sources/Handover/Sealing/SpoolFile.swift' ! -path 'Sources/Catalog/FootageIndexFile.swift' \
        ! -path 'Sources/Catalog/Commitments/CommitmentStore.swift' \
        ! -path 'Sources/CustodianCommands/Terminal/PassphrasePrompt.swift' ! -path 'Sources/CustodianCommands/ProcessMemory.swift' \
        ! -path 'Sources/Outcomes/OperatingSystem.swift')
forbid 'package: nothing outside this package uses our modules' '^\s*(@\w+(\(\w+\))? +)*(public|open (class|func|var))\b' Sources
forbid 'codecs are named in the table of Codec and nowhere else' '\bAV_CODEC_ID_(?!NONE\b)' Sources
forbid 'no path of one machine' '"/(home|root|work|tmp/wt)[/"-]' Sources Tests

# Arrows between the folders of a module go one way, only fronts say what to type, and they call desks.
python3 scripts/folders.py || findings=1
python3 scripts/words.py || findings=1
python3 scripts/fronts.py || findings=1

while IFS= read -r file; do
    echo "$file: name it after the thing in it" >&2
    findings=1
done < <(find Sources Tests -iname '*utils*.swift' -o -iname '*helpers*.swift' -o -iname '*common*.swift')

if (( findings )); then
    echo 'lint: findings above; `make format` mends the layout' >&2
    exit 1
fi
