#!/usr/bin/env python3
"""Fails when a text in a module below the fronts names a command or an option.

What to type is the command line's to say, as another front has buttons instead: below it, a reason or a remedy is a
value. STANDING lists by file how many lines still do; the list only shrinks, so a number that is too high is a finding
too.
"""

import collections
import pathlib
import re
import sys

sys.dont_write_bytecode = True

from swiftcode import Parts  # noqa: E402

FRONTS = {"proffer", "proffer-verify", "CustodianCommands"}

STANDING = {
    "CheckMeaning.swift": 2,
    "CustodyChecks.swift": 1,
    "FileError.swift": 1,
    "FootageError.swift": 6,
    "FootageIndexFile.swift": 1,
    "GivenStarts.swift": 1,
    "Harmless.swift": 1,
    "Ledger.swift": 1,
    "LedgerError.swift": 4,
    "LedgerVerification.swift": 3,
    "LintRule+Identity.swift": 1,
    "LintRule+Offers.swift": 3,
    "LintRule+Promises.swift": 2,
    "LintRule+Scope.swift": 1,
    "PictureEncoding.swift": 1,
    "PrecommitmentCheck.swift": 1,
    "ReaderKeys.swift": 1,
    "ReceiptChecks.swift": 5,
    "SealTimestamp.swift": 1,
    "SignerStanding.swift": 1,
    "SourceChecks.swift": 1,
}

# An option of ours, or one of our commands. `bagit.py --validate` is another program's.
NAMED = re.compile(r"(?<![\w-])--[a-z][a-z-]+|\bproffer [a-z]+(?=[ ,;.)]|$)|\b(?:identity|verify|consent|request|ledger|trust) "
                   r"(?:new|rotate|grant|counter|add|verify|checkpoint)\b")
OTHERS = re.compile(r"bagit\.py --validate")


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    found = collections.defaultdict(list)
    for path in sorted((root / "Sources").rglob("*.swift")):
        if path.relative_to(root / "Sources").parts[0] in FRONTS:
            continue
        lines = {line for line, text in Parts(path.read_text()).texts if NAMED.search(OTHERS.sub("", text))}
        if lines:
            found[path.name].append((path.relative_to(root), sorted(lines)))
    findings = []
    for name in sorted(set(found) | set(STANDING)):
        count = sum(len(lines) for _, lines in found[name])
        allowed = STANDING.get(name, 0)
        if count > allowed:
            findings += [
                f"{path}:{line}: a text names a command or an option; below the fronts a remedy is a value"
                for path, lines in found[name] for line in lines]
        elif count < allowed:
            findings.append(f"scripts/words.py: {name} names commands in {count} lines now, no longer {allowed}: say so")
    print("\n".join(findings), end="\n" if findings else "", file=sys.stderr)
    if "--list" in sys.argv:
        for name, places in sorted(found.items()):
            if places:
                print(f'    "{name}": {sum(len(lines) for _, lines in places)},')
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
