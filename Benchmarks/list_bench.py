#!/usr/bin/env python3
"""Measures what listing a folder of many segment files costs: cold, and again with the index.

Makes 100,000 files as Frigate lays them out: ten cameras, segments of ten seconds. The content is eight
small encoded clips of ten seconds, copied (not linked: each file has its own inode and blocks). Prints Markdown.

    make bench
    Benchmarks/list_bench.py [--files 100000] [--into .bench/segments] [--check]
"""

import argparse
import datetime
import os
import pathlib
import subprocess
import sys
import time

import bench
from bench import BINARY, tool

CAMERAS = ["back-yard", "barn", "driveway", "front-door", "garage", "garden", "gate", "hall", "shed", "street"]
START = datetime.datetime(2026, 7, 4, tzinfo=datetime.timezone.utc)
SEGMENT_SECONDS = 10
# What issue 4 asks for: seconds cold, seconds the second time.
GOALS = {"cold": 10.0, "again": 1.0}


def make_clips(work):
    clips = []
    for number in range(8):
        clip = work / f"clip-{number}.mp4"
        if not clip.exists():
            tool("ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-f", "lavfi", "-i",
                 f"testsrc2=size=160x90:rate=5:duration={SEGMENT_SECONDS}", "-f", "lavfi", "-i",
                 f"sine=frequency={200 + 50 * number}:duration={SEGMENT_SECONDS}", "-c:v", "libx264", "-preset",
                 "veryfast", "-crf", "40", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "8k", clip)
        clips.append(clip.read_bytes())
    return clips


def make_segments(work, count):
    """`recordings/YYYY-MM-DD/HH/<camera>/MM.SS.mp4`, a few of them missing so that there are gaps."""
    folder = work / f"recordings-{count}"
    if (work / f"complete-{count}").exists():
        return folder
    clips = make_clips(work)
    for number in range(count):
        camera = CAMERAS[number % len(CAMERAS)]
        moment = START + datetime.timedelta(seconds=number // len(CAMERAS) * SEGMENT_SECONDS)
        place = folder / f"{moment:%Y-%m-%d}" / f"{moment:%H}" / camera
        if moment.minute == 0 and moment.second == 0 or not place.exists():
            place.mkdir(parents=True, exist_ok=True)
        (place / f"{moment:%M.%S}.mp4").write_bytes(clips[number % len(clips)])
    os.sync()
    (work / f"complete-{count}").touch()
    return folder


def drop_caches():
    """Whether the kernel forgot what it had read; only root may ask it to."""
    os.sync()
    try:
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3")
        return True
    except OSError:
        return False


def run(arguments, environment):
    """Seconds, and the most memory it ever had, in MiB."""
    begin = time.monotonic()
    done = subprocess.run(["/usr/bin/time", "-f", "%M", *arguments], env=environment, capture_output=True, text=True)
    seconds = time.monotonic() - begin
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, arguments))}: {done.stderr}")
    return seconds, int(done.stderr.split()[-1]) / 1024


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--files", type=int, default=100_000)
    arguments.add_argument("--into", type=pathlib.Path, default=bench.ROOT / ".bench" / "segments")
    arguments.add_argument("--check", action="store_true", help="end with 1 if a goal is missed")
    arguments = arguments.parse_args()
    work = arguments.into.resolve()
    work.mkdir(parents=True, exist_ok=True)
    folder = make_segments(work, arguments.files)
    cache = work / "cache"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    missed = []
    print(f"\n## Listing {arguments.files:,} segments of {SEGMENT_SECONDS} s (copies of eight encoded clips)\n")
    print("| | seconds | peak memory |\n|---|---|---|")
    for index in cache.glob("proffer/footage-index.sqlite*"):
        index.unlink()
    for name, goal, options in (
        ("first time, nothing remembered", "cold", []),
        ("again", "again", []),
        ("again, as JSON", None, ["--json"]),
        ("without the index", None, ["--no-index"]),
    ):
        note = ""
        if goal == "cold":
            note = ", caches dropped" if drop_caches() else ", caches warm (only root may drop them)"
        seconds, memory = run([BINARY, "footage", "list", folder, *options], environment)
        print(f"| {name}{note} | {seconds:.2f} | {memory:.0f} MiB |")
        if goal and seconds > GOALS[goal]:
            missed.append(f"{name}: {seconds:.2f} s, {GOALS[goal]} s were to be had")
    for line in missed:
        print(f"missed: {line}", file=sys.stderr)
    if missed and arguments.check:
        sys.exit(1)


if __name__ == "__main__":
    main()
