#!/usr/bin/env python3
"""Fails when a front imports more than the desks, what says their outcomes in words, and how it is parsed.

A front that sees a module of rules comes to hold rules. STANDING lists, for each front, what it still imports besides;
the list only shrinks.
"""

import pathlib
import re
import sys

FRONTS = ["CustodianCommands", "proffer", "proffer-verify", "Portal", "proffer-portal"]
# Mustache lays out a page, as ArgumentParser reads a line and Hummingbird a request: they hold no rule. What blocks waits on
# Threads, and a program that only serves pages imports those.
OWN = {"ArgumentParser", "CustodianCommands", "CustodyDesk", "Desk", "Foundation", "Glibc", "HTTPTypes", "Hummingbird",
       "HummingbirdCore", "Logging", "Mustache", "Outcomes", "Portal", "Presentation", "Synchronization", "Threads"}
STANDING = {
    "CustodianCommands": set(),
    "proffer": set(),
    "proffer-verify": set(),
    "Portal": set(),
    "proffer-portal": set(),
}
IMPORT = re.compile(r"^import (?:struct |enum |func |class )?(\w+)", re.M)


def main():
    root = pathlib.Path(__file__).resolve().parent.parent / "Sources"
    findings = []
    for front in FRONTS:
        found = {}
        for path in sorted((root / front).rglob("*.swift")):
            for module in IMPORT.findall(path.read_text()):
                if module not in OWN:
                    found.setdefault(module, path.relative_to(root.parent))
        for module in sorted(set(found) - STANDING[front]):
            findings.append(f"{found[module]}: a front imports {module}: call a desk")
        for module in sorted(STANDING[front] - set(found)):
            findings.append(f"scripts/fronts.py: {front} imports {module} no longer: say so")
        if "--list" in sys.argv:
            print(f'    "{front}": {{{", ".join(repr(name) for name in sorted(found))}}},'.replace("'", '"'))
    print("\n".join(findings), end="\n" if findings else "", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
