#!/usr/bin/env python3
"""Measures what cutting costs: beside ffmpeg's copy, beside encoding the window anew, and out of a long file.

Runs in the folder of bench.py, on its recording. Prints Markdown.

    make bench
    Benchmarks/cut_bench.py [--gib 2] [--rounds 3] [--into .bench] [--check]
"""

import argparse
import datetime
import os
import pathlib
import shutil
import sys
import time

import bench
from bench import BINARY, GROUP_SECONDS, START, Contender, tool

QUIET = ["ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y"]


def make_days(work):
    """The same 20 s of low-rate pictures, over and over: ten minutes of them, and a day."""
    folders = {}
    seed = work / "day-seed.mp4"
    for name, seconds in (("ten minutes", 600), ("a day", 86_400)):
        folder = work / f"footage-{name.replace(' ', '-')}"
        folders[name] = folder
        clip = folder / f"bench_{START:%Y-%m-%dT%H-%M-%S}+0000.mp4"
        if clip.exists():
            continue
        folder.mkdir(exist_ok=True)
        if not seed.exists():
            tool(*QUIET, "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=15:duration=20", "-c:v", "libx264",
                 "-preset", "veryfast", "-b:v", "200k", "-bf", "2", "-g", "60", "-keyint_min", "60",
                 "-sc_threshold", "0", "-flags", "+cgop", "-pix_fmt", "yuv420p", seed)
        tool(*QUIET, "-stream_loop", seconds // 20 - 1, "-i", seed, "-c", "copy", clip)
    seed.unlink(missing_ok=True)
    return folders


def consent(work, name, begin, end):
    """Leave to hand over a window, in seconds from the recordings' start."""
    moment = lambda offset: (START + datetime.timedelta(seconds=offset)).isoformat(timespec="milliseconds")
    path = work / f"consent-{name}.dsse.json"
    path.unlink(missing_ok=True)
    tool(BINARY, "consent", "grant", "--request", work / "request.dsse.json", "--identity",
         work / "owner.identity.json", "--from", moment(begin), "--to", moment(end),
         "--accept-unknown-signer", "--expires", "2126-01-01T00:00:00Z", "--out", path)
    return path.name


STORE = "commitments"


def seal(name, consent, footage, committed=False):
    bundle = f"cut-{name.replace(' ', '-').replace(',', '')}.tar"
    return Contender(
        f"`proffer seal`, {name}",
        [([BINARY, "seal", "--request", "request.dsse.json", "--consent", consent, "--identity",
           "owner.identity.json", "--footage", footage, "--accept-unknown-signer", "--out", bundle,
           *(["--store", STORE] if committed else ["--no-store"])], None)], [bundle])


def commit(work, folders):
    """Measures committing beside sha256sum, both on one core, over the same files; leaves the store."""
    shutil.rmtree(work / STORE, ignore_errors=True)
    time.sleep(6)  # what changed a moment ago is left for the next time
    files = sorted(str(file.relative_to(work)) for folder in folders for file in folder.iterdir())
    one = ["taskset", "--cpu-list", "0"]
    summed = Contender("`sha256sum`, one core", [([*one, "sha256sum", *files], None)])
    committed = Contender(
        "`proffer commit`, one core", [([*one, BINARY, "commit", *folders, "--store", STORE], None)], [STORE])
    bench.rounds([summed, committed], 1, work, "commit")
    return summed, committed


def ffmpeg(name, clip, window, options, output):
    """Synced, as a seal is: otherwise half of the work would be left to whoever comes next."""
    begin, end = window
    return Contender(
        f"`ffmpeg {' '.join(options)}`, {name}",
        [([*QUIET, "-ss", begin, "-to", end, "-i", clip, *options, output], None), (["sync", output], None)],
        [output])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--gib", type=float, default=2.0)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--into", type=pathlib.Path, default=bench.ROOT / ".bench")
    arguments.add_argument("--check", action="store_true", help="end with 1 if a goal below is missed")
    arguments = arguments.parse_args()
    work = arguments.into.resolve()
    work.mkdir(parents=True, exist_ok=True)
    clip = bench.make_recording(work, arguments.gib)
    seconds = float(tool("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", clip))
    windows = bench.make_statements(work, seconds)
    days = make_days(work)
    for path in [clip, *(next(folder.iterdir()) for folder in days.values())]:
        with path.open("rb") as source:
            while source.read(1 << 24):
                pass  # a warm page cache for everyone
    missed = []

    def goal(said, holds):
        print(f"- {said}: {'met' if holds else 'MISSED'}")
        if not holds:
            missed.append(said)

    minute = (2 * GROUP_SECONDS + 1.72, 2 * GROUP_SECONDS + 61.72)
    whole = windows["key frames"]
    copied = ffmpeg("the same window, synced, nothing hashed or encrypted", clip, whole, ["-c", "copy"], "copy.mp4")
    sealed = seal("whole groups", bench.consent_name("key frames"), "footage")
    summed, committed = commit(work, [clip.parent, *days.values()])
    kept = seal("whole groups, committed before", bench.consent_name("key frames"), "footage", committed=True)
    middle = seal("60 s, from the middle of a group", consent(work, "minute", *minute), "footage")
    anew = ffmpeg("the same 60 s", clip, minute,
                  ["-c:v", "libx264", "-preset", "medium", "-c:a", "aac"], "anew.mp4")
    early = consent(work, "day", 302.2, 362.2)
    long = {name: seal(f"60 s out of {name}", early, folder.name) for name, folder in days.items()}
    known = {name: seal(f"60 s out of {name}, committed before", early, folder.name, committed=True)
             for name, folder in days.items()}
    contenders = [copied, sealed, kept, middle, *long.values(), *known.values()]
    bench.rounds(contenders, arguments.rounds, work, "cut")
    bench.rounds([anew], 1, work, "cut")

    print("## Cut\n")
    print("| | s | peak MiB |\n|---|---:|---:|")
    for contender in [summed, committed, *contenders, anew]:
        print(f"| {contender.name} | {contender.seconds:.2f} | {contender.peak / bench.MIB:.0f} |")
    print("\n## Goals of cutting\n")
    pace = summed.seconds / committed.seconds
    goal(f"committing at 0.8 of the pace of sha256sum or more, on one core: {pace:.2f}", pace >= 0.8)
    print(f"- whole groups, not committed before, beside ffmpeg's copy: {copied.seconds / sealed.seconds:.2f}")
    pace = copied.seconds / kept.seconds
    goal(f"whole groups, committed before, at 0.8 of the pace of ffmpeg's copy or more: {pace:.2f}", pace >= 0.8)
    pace = anew.seconds / middle.seconds
    goal(f"60 s from the middle of a group 20 times as fast as encoding them anew: {pace:.1f}", pace >= 20)
    pace = long["a day"].seconds / long["ten minutes"].seconds
    print(f"- 60 s out of a day beside 60 s out of ten minutes, not committed before: {pace:.2f}")
    pace = known["a day"].seconds / known["ten minutes"].seconds
    goal(f"60 s out of a day within 1.2 of 60 s out of ten minutes, committed before: {pace:.2f}", pace <= 1.2)
    if missed and arguments.check:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
