#!/usr/bin/python3
"""Writes the manual page of a program from the definitions of its commands: manual.py PROGRAM DATE > PAGE.

The definitions are what ArgumentParser tells of the built program (--experimental-dump-help), so a page cannot say anything
else than --help does. One page a program, as `proffer-verify` is a program and `proffer verify` a command of another."""

import json
import subprocess
import sys


def text(words):
    """Text as roff takes it: no line of it is an instruction, and a hyphen is one that can be typed."""
    lines = words.replace("\\", "\\e").replace("-", "\\-").split("\n")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in lines)


def spelled(argument):
    """An option or argument as it is typed, in bold, with its value in italics."""
    value = "\\fI" + text(argument.get("valueName", "")) + "\\fR"
    if argument["kind"] == "positional":
        return value + (" ..." if argument["isRepeating"] else "")
    names = ["\\fB" + text(("-" if name["kind"] == "short" else "--") + name["name"]) + "\\fR" for name in argument["names"]]
    names.sort(key=len)
    return ", ".join(names) + (" " + value if argument["kind"] == "option" else "")


def synopsis(path, command):
    parts = ["\\fB" + text(" ".join(path)) + "\\fR"]
    options = [a for a in command["arguments"] if a["kind"] != "positional" and shown(a)]
    for argument in (a for a in options if not a["isOptional"]):
        longest = max(argument["names"], key=lambda name: len(name["name"]))
        name = ("-" if longest["kind"] == "short" else "--") + longest["name"]
        value = " \\fI" + text(argument["valueName"]) + "\\fR" if argument["kind"] == "option" else ""
        parts.append("\\fB" + text(name) + "\\fR" + value)
    if any(a["isOptional"] for a in options):
        parts.append("[\\fIoptions\\fR]")
    for argument in (a for a in command["arguments"] if a["kind"] == "positional" and shown(a)):
        parts.append("[" + spelled(argument) + "]" if argument["isOptional"] else spelled(argument))
    return " ".join(parts)


def shown(argument):
    return argument.get("shouldDisplay", True) and [n["name"] for n in argument.get("names", [])] != ["h", "help"] \
        and not any(n["name"] in ("help", "version") for n in argument.get("names", []))


def paragraphs(discussion):
    """What a command says of itself: paragraphs, and the lines after EXAMPLE or another heading as they are."""
    out, literal = [], False
    for line in discussion.split("\n"):
        is_indented = line.startswith("  ")
        if is_indented != literal:
            out.append(".RS 4\n.nf" if is_indented else ".fi\n.RE")
            literal = is_indented
        if literal:
            out.append(text(line[2:]) or "\\&")
        elif not line.strip():
            if out and out[-1] != ".PP":
                out.append(".PP")
        elif line.strip().isupper():
            out.append("\\fI" + text(line.strip().capitalize()) + "\\fR")
        else:
            out.append(text(line))
    if literal:
        out.append(".fi\n.RE")
    while out and out[-1] == ".PP":
        out.pop()
    return out


def described(argument):
    out = [".TP", spelled(argument), text(argument.get("abstract", "").strip()) or "\\&"]
    if argument.get("allValues"):
        out.append("One of: " + text(", ".join(argument["allValues"])) + ".")
    if argument.get("defaultValue"):
        out.append("Default: " + text(argument["defaultValue"]) + ".")
    return out


def section(path, command):
    out = [".SS " + text(" ".join(path)), synopsis(path, command), ".PP", text(command.get("abstract", "")), ".PP"]
    out += paragraphs(command.get("discussion", ""))
    while out[-1] == ".PP":
        out.pop()
    for argument in filter(shown, command["arguments"]):
        out += described(argument)
    return out


def commands(path, command):
    for sub in command.get("subcommands", []):
        if sub["commandName"] == "help" or not sub.get("shouldDisplay", True):
            continue
        own = path + [sub["commandName"]]
        yield own, sub
        yield from commands(own, sub)


# Sources/CustodianCommands/ExitStatus.swift
STATUSES = [
    (0, "Done; everything that was checked holds."),
    (1, "A check does not hold."),
    (64, "It was not called as it can be called."),
    (65, "An input is not what it should be."),
    (66, "An input is not there or may not be read."),
    (70, "The fault is the program's own or the machine's."),
    (73, "An output cannot be begun, or is there already."),
    (74, "Reading or writing failed midway."),
    (77, "Not permitted: no consent, declined, expired, revoked, wrong key."),
    (129, "Stopped as its terminal was closed; 130 by Ctrl-C, 143 by another program."),
]


def page(program, date):
    told = subprocess.run([program, "--experimental-dump-help"], check=True, capture_output=True).stdout
    root = json.loads(told)["command"]
    # Its number; the lines after it tell the build.
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split("\n")[0]
    name = root["commandName"]
    subcommands = list(commands([name], root))
    usage = "\\fB" + text(name) + "\\fR \\fIcommand\\fR [\\fIoptions\\fR]" if subcommands else synopsis([name], root)
    out = [
        f'.TH {name.upper()} 1 {date} "{name} {version}" "User Commands"',
        ".SH NAME", text(name) + " \\- " + text(root["abstract"].rstrip(".")),
        ".SH SYNOPSIS", usage,
        ".SH DESCRIPTION",
    ]
    out += paragraphs(root.get("discussion", ""))
    if subcommands:
        out.append(".SH COMMANDS")
    for path, command in subcommands:
        # A command that only groups others is told by its one line.
        out += section(path, command)
    if not subcommands:
        out.append(".SH OPTIONS")
        for argument in filter(shown, root["arguments"]):
            out += described(argument)
    out.append(".SH EXIT STATUS")
    for status, meaning in STATUSES:
        out += [".TP", str(status), text(meaning)]
    return "\n".join(out) + "\n"


sys.stdout.write(page(sys.argv[1], sys.argv[2]))
