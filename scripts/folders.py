#!/usr/bin/env python3
"""Fails when folders inside one module use each other in a circle.

    scripts/folders.py              what is wrong, one finding a line; exit code 1 when there is any
    scripts/folders.py --uses M     how many symbols each folder of module M uses of each other, and which

A folder is a folder right below the module's own; files beside the folders are the module's own and count for none.
A folder uses another when its code names a type, a function or a value that the other declares at the top of a file,
or a member that only an extension in the other declares, with a name that nothing else in Sources has.
Arrows among folders should go one way, so that a folder can be read, and moved out, after those it uses.
"""

import collections
import pathlib
import re
import sys

sys.dont_write_bytecode = True

from swiftcode import Parts  # noqa: E402

DECLARATION = re.compile(
    r"^(?:(?:@\w+(?:\([^)]*\))?|package|public|internal|fileprivate|private|final|indirect|nonisolated|static|mutating|lazy"
    r"|override|convenience|required|(?:package|private)\(set\))\s+)*"
    r"(struct|enum|class|actor|protocol|typealias|func|let|var|extension)\s+(`?\w+`?)")
HIDDEN = re.compile(r"\b(private|fileprivate)\s(?!\(set\))")
NAMED = re.compile(r"\b(?:let|var|func|case|struct|enum|class|typealias)\s+`?(\w+)")
WORD = re.compile(r"\.?\b[A-Za-z_]\w*")


def declared(code):
    """Names declared at the top of a file, types extended there, and names of members of its extensions."""
    top, extended, members = set(), set(), set()
    depth = 0
    extending = False
    for line in code.split("\n"):
        found = DECLARATION.match(line.strip())
        if found and not HIDDEN.search(line[:line.find(found.group(2))]):
            kind, name = found.groups()
            name = name.strip("`")
            if depth == 0 and kind == "extension":
                extended.add(name)
            elif depth == 0:
                top.add(name)
            elif depth == 1 and extending:
                members.add(name)
        if depth == 0 and "{" in line:
            extending = bool(found) and found.group(1) == "extension"
        depth += line.count("{") - line.count("}")
    return top, extended, members


def uses_of(module, everywhere):
    """For each pair of folders of a module, the symbols the first uses of the second, and how often."""
    files = {}
    for path in sorted(module.rglob("*.swift")):
        parts = path.relative_to(module).parts
        files[path] = (parts[0] if len(parts) > 1 else None, Parts(path.read_text()).code)
    owners = collections.defaultdict(set)
    member_owners = collections.defaultdict(set)
    for folder, code in files.values():
        top, extended, members = declared(code)
        for name in top:
            owners[name].add(folder)
        for name in members:
            member_owners[name].add(folder)
    uses = collections.defaultdict(collections.Counter)
    for folder, code in files.values():
        if folder is None:
            continue
        for word in WORD.findall(code):
            member = word.startswith(".")
            name = word.lstrip(".")
            known = owners.get(name, set())
            if member and not known and everywhere[name] == 1:
                known = member_owners.get(name, set())
            if len(known) == 1:
                (owner,) = known
                if owner is not None and owner != folder:
                    uses[(folder, owner)][name] += 1
    return uses


def names_everywhere(sources):
    """How often each name is declared in all modules."""
    names = collections.Counter()
    for path in sources.rglob("*.swift"):
        names.update(NAMED.findall(Parts(path.read_text()).code))
    return names


def circles(uses):
    """The sets of folders that reach each other, each sorted."""
    arrows = collections.defaultdict(set)
    for first, second in uses:
        arrows[first].add(second)

    def reached(start):
        seen, waiting = set(), [start]
        while waiting:
            for following in arrows[waiting.pop()]:
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)
        return seen

    reach = {folder: reached(folder) for folder in list(arrows)}
    found = {
        tuple(sorted(other for other in reach[folder] if folder in reach.get(other, ())))
        for folder in reach if folder in reach[folder]
    }
    return sorted(found)


def main():
    sources = pathlib.Path(__file__).resolve().parent.parent / "Sources"
    everywhere = names_everywhere(sources)
    if len(sys.argv) == 3 and sys.argv[1] == "--uses":
        for (first, second), names in sorted(uses_of(sources / sys.argv[2], everywhere).items()):
            told = ", ".join(f"{name} {times}" for name, times in sorted(names.items()))
            print(f"{first} -> {second}: {len(names)} symbols: {told}")
        return 0
    findings = []
    for module in sorted(path for path in sources.iterdir() if path.is_dir()):
        uses = uses_of(module, everywhere)
        for circle in circles(uses):
            steps = "; ".join(
                f"{first} uses {', '.join(sorted(names)[:4])} of {second}"
                for (first, second), names in sorted(uses.items()) if first in circle and second in circle)
            findings.append(f"Sources/{module.name}: folders use each other in a circle: {steps}")
    print("\n".join(findings), end="\n" if findings else "", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
