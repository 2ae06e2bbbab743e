#!/usr/bin/env python3
"""Fails when a text in a module below the fronts names a command or an option.

What to type is the command line's to say, as another front has buttons instead: below it, a reason is a text that names
neither, and what helps is a value (`Remedy`, `CheckNeed`, `Finding.Step`) that the front puts into words.
"""

import pathlib
import re
import sys

sys.dont_write_bytecode = True

from swiftcode import Parts  # noqa: E402

FRONTS = ["CustodianCommands", "proffer", "proffer-verify", "Portal", "proffer-portal"]

COMMAND = re.compile(r'commandName: "([a-z-]+)"')
# An option of ours, or the program's name and a word behind it. `bagit.py --validate` is another program's.
NAMED = r"(?<![\w-])--[a-z][a-z-]+|\bproffer [a-z]+(?=[ ,;.)]|$)"
OTHERS = re.compile(r"bagit\.py --validate")


def commands(sources):
    """The commands of two words, such as `trust add`: a noun has a folder of its name, and each verb its file in it."""
    found = set()
    for front in FRONTS:
        for folder in sorted((sources / front / "Commands").glob("*/")):
            noun = folder.name.lower()
            names = {name for path in folder.glob("*.swift") for name in COMMAND.findall(path.read_text())}
            if noun in names:
                found.update(f"{noun} {verb}" for verb in names - {noun})
    return found


def main():
    sources = pathlib.Path(__file__).resolve().parent.parent / "Sources"
    names = commands(sources)
    if not names:
        print("scripts/words.py: the fronts have no commands where it looks for them", file=sys.stderr)
        return 1
    named = re.compile(NAMED + r"|\b(?:" + "|".join(sorted(names)) + r")\b")
    findings = []
    for path in sorted(sources.rglob("*.swift")):
        if path.relative_to(sources).parts[0] in FRONTS:
            continue
        lines = {line for line, text in Parts(path.read_text()).texts if named.search(OTHERS.sub("", text))}
        findings += [
            f"{path.relative_to(sources.parent)}:{line}: a text names a command or an option; below the fronts a remedy "
            "is a value" for line in sorted(lines)]
    print("\n".join(findings), end="\n" if findings else "", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
