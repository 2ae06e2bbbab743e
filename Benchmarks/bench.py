#!/usr/bin/env python3
"""Measures seal, verify and open on a 2 GiB recording beside the pipeline a careful person would type.

Everything happens in one folder on one file system, interleaved round by round, with a warm page
cache and nothing left to write back from the run before; medians are compared. Prints Markdown.

    make bench
    Benchmarks/bench.py [--gib 2] [--rounds 3] [--into .bench] [--check]
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = os.environ.get("PROFFER_BINARY", str(ROOT / ".build/release/proffer"))
# What is measured must not get into anybody's journal.
os.environ["PROFFER_JOURNAL"] = os.path.join(tempfile.mkdtemp(prefix="proffer-bench-"), "journal.sqlite")
START = datetime.datetime(2026, 7, 4, 12, 0, tzinfo=datetime.timezone.utc)
GROUP_SECONDS = 4
MIB = 1 << 20

class Run:
    """Wall seconds and peak resident memory of one command that must succeed."""

    def __init__(self, command, cwd, stdout=None):
        begin = time.monotonic()
        with open(stdout or os.devnull, "wb") as output, tempfile.NamedTemporaryFile("r") as peak:
            # GNU time starts it: a child's peak begins at its parent's size, and Python's would hide ours.
            process = subprocess.run(
                ["/usr/bin/time", "--format=%M", f"--output={peak.name}", *map(str, command)],
                cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE)
            self.seconds = time.monotonic() - begin
            if process.returncode != 0:
                raise SystemExit(
                    f"bench: {' '.join(map(str, command))} ended with {process.returncode}:\n"
                    + process.stderr.decode(errors="replace"))
            self.peak = int(peak.read()) * 1024


class Contender:
    """One thing measured: steps run in order, their seconds added up."""

    def __init__(self, name, steps, leaves=()):
        self.name, self.steps, self.leaves = name, steps, leaves
        self.rounds, self.peaks = [], []

    def measure(self, work):
        for left in self.leaves:
            path = work / left
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        # What the previous contender wrote must not be written back at this one's cost.
        os.sync()
        runs = [Run(command, work, stdout) for command, stdout in self.steps]
        self.rounds.append([run.seconds for run in runs])
        self.peaks.append(max(run.peak for run in runs))

    @property
    def seconds(self):
        return statistics.median(sum(steps) for steps in self.rounds)

    @property
    def peak(self):
        return max(self.peaks)

    def step(self, index):
        return statistics.median(steps[index] for steps in self.rounds)


def tool(*command):
    return subprocess.run([str(word) for word in command], check=True, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True).stdout


def make_recording(work, gib):
    """A recording like a camera's, 1080p at about 16 Mbit/s with B-frames and sound. Half a minute is
    encoded, the rest is that half minute again, by stream copy: the bytes do not matter here, only
    how many there are. The sound is encoded as a whole, for a looped AAC stream would overlap itself."""
    footage = work / "footage"
    clip = footage / f"bench_{START:%Y-%m-%dT%H-%M-%S}+0000.mp4"
    wanted = int(gib * (1 << 30))
    if clip.exists() and abs(clip.stat().st_size / wanted - 1) < 0.05:
        return clip
    shutil.rmtree(footage, ignore_errors=True)
    footage.mkdir(parents=True)
    print(f"bench: making a {gib:g} GiB recording in {footage}", file=sys.stderr)
    seed, quiet = work / "seed.mp4", ["ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y"]
    tool(*quiet, "-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=25:duration=32",
         "-vf", "noise=alls=24:allf=t,format=yuv420p", "-c:v", "libx264", "-preset", "ultrafast",
         "-b:v", "16M", "-maxrate", "20M", "-bufsize", "16M", "-bf", "2", "-g", 25 * GROUP_SECONDS,
         "-keyint_min", 25 * GROUP_SECONDS, "-sc_threshold", "0", "-flags", "+cgop", seed)
    sound_share = 64_000 / 8 * 32
    loops = max(2, round(wanted / (seed.stat().st_size + sound_share)))
    partial = footage / "partial.mp4"
    tool(*quiet, "-stream_loop", loops - 1, "-i", seed, "-f", "lavfi",
         "-i", f"sine=frequency=330:sample_rate=48000:duration={32 * loops}", "-map", "0:v", "-map", "1:a",
         "-c:v", "copy", "-c:a", "aac", "-b:a", "64k", partial)
    seed.unlink()
    partial.rename(clip)
    return clip


def make_statements(work, seconds):
    """Fresh keys, one request for the whole recording, and one consent for each window. Returns the
    windows by name, in seconds from the recording's start."""
    # Well inside the recording, so that seal and ffmpeg handle nearly all of it alike.
    last = int(seconds) // GROUP_SECONDS * GROUP_SECONDS
    windows = {
        "key frames": (2 * GROUP_SECONDS, last - 2 * GROUP_SECONDS),
        "mid-group": (2 * GROUP_SECONDS + 1.72, last - 2 * GROUP_SECONDS + 1.72),
    }
    moment = lambda offset: (START + datetime.timedelta(seconds=offset)).isoformat(timespec="milliseconds")
    for person, role in (("owner", "owner"), ("agency", "agency"), ("investigator", "investigator")):
        identity = work / f"{person}.identity.json"
        if not identity.exists():
            tool(BINARY, "identity", "new", "--name", f"Bench {person}", "--role", role, "--no-passphrase",
                 "--out", identity)
            tool(BINARY, "identity", "card", identity, "--out", work / f"{person}.card.json")
    for stale in work.glob("*.dsse.json"):
        stale.unlink()
    tool(BINARY, "request", "new", "--identity", work / "agency.identity.json", "--case", "bench",
         "--purpose", "To measure how long sealing takes", "--location", "this machine",
         "--from", moment(0), "--to", moment(seconds), "--recipient", work / "investigator.card.json",
         "--audio", "--expires", "2126-01-01T00:00:00Z", "--out", work / "request.dsse.json")
    for name, (begin, end) in windows.items():
        tool(BINARY, "consent", "grant", "--request", work / "request.dsse.json",
             "--identity", work / "owner.identity.json", "--from", moment(begin), "--to", moment(end),
             "--accept-unknown-signer", "--expires", "2126-01-01T00:00:00Z", "--out", work / consent_name(name))
    return windows


def consent_name(window):
    return f"consent-{window.replace(' ', '-')}.dsse.json"


def seal(window):
    bundle = f"bundle-{window.replace(' ', '-')}.tar"
    return Contender(
        f"`proffer seal`, {window}",
        [([BINARY, "seal", "--request", "request.dsse.json", "--consent", consent_name(window),
           "--identity", "owner.identity.json", "--footage", "footage", "--accept-unknown-signer", "--out", bundle],
          None)],
        [bundle])


def pipeline(digest, clip, window, recipient):
    begin, end = window
    sums = "sums.txt"
    return Contender(
        f"`ffmpeg -c copy`, `{' '.join(digest)}`, `age`, `{' '.join(digest)}`, `tar`",
        [(["ffmpeg", "-nostdin", "-loglevel", "error", "-ss", begin, "-to", end, "-i", clip, "-c", "copy",
           "clip.mp4"], None),
         ([*digest, "clip.mp4"], work_file(clip, sums)),
         (["age", "-r", recipient, "-o", "clip.mp4.age", "clip.mp4"], None),
         ([*digest, "clip.mp4.age"], work_file(clip, sums)),
         (["tar", "--create", "--file", "pipeline.tar", "clip.mp4.age", sums], None)],
        ["clip.mp4", "clip.mp4.age", "pipeline.tar"])


def work_file(clip, name):
    return clip.parent.parent / name


def age_recipient(work):
    """The investigator's age recipient, worked out by age itself from our identity file."""
    key = work / "investigator.age-key"
    key.write_text(json.loads((work / "investigator.identity.json").read_text())["age_identity"] + "\n")
    return tool("age-keygen", "-y", key).strip()


def rounds(contenders, count, work, what):
    for index in range(count):
        for contender in contenders:
            print(f"bench: {what}, round {index + 1} of {count}: {contender.name}", file=sys.stderr)
            contender.measure(work)


def table(contenders, ours, size, headings=("", "s", "GB/s", "peak MiB", "ours is")):
    print("| " + " | ".join(headings) + " |")
    print("|---|" + "---:|" * (len(headings) - 1))
    for contender in contenders:
        ratio = "" if contender.name.startswith("`proffer") else f"{contender.seconds / ours.seconds:.2f} × as fast"
        print(f"| {contender.name} | {contender.seconds:.2f} | {size / contender.seconds / 1e9:.2f} "
              f"| {contender.peak / MIB:.0f} | {ratio} |")
    print()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--gib", type=float, default=2.0)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--into", type=pathlib.Path, default=ROOT / ".bench")
    arguments.add_argument("--check", action="store_true", help="end with 1 if a goal below is missed")
    arguments = arguments.parse_args()
    work = arguments.into.resolve()
    work.mkdir(parents=True, exist_ok=True)
    needed = arguments.gib * 9 * (1 << 30)
    if shutil.disk_usage(work).free < needed:
        raise SystemExit(f"bench: {work} needs {needed / 1e9:.0f} GB of free space")

    clip = make_recording(work, arguments.gib)
    seconds = float(tool("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", clip))
    windows = make_statements(work, seconds)
    recipient = age_recipient(work)
    with clip.open("rb") as source:
        while source.read(16 * MIB):
            pass  # a warm page cache for everyone

    idle = min(Run([BINARY, "--help"], work).peak for _ in range(3))
    missed = []

    def goal(said, holds):
        print(f"- {said}: {'met' if holds else 'MISSED'}")
        if not holds:
            missed.append(said)

    print(f"{clip.stat().st_size / (1 << 30):.2f} GiB, {seconds:.0f} s of 1080p H.264 with AAC; "
          f"{arguments.rounds} rounds, medians; {processor()}, {os.cpu_count()} cores.\n")

    print("## Seal\n")
    for_keys, mid_group = seal("key frames"), seal("mid-group")
    plain = pipeline(["sha256sum"], clip, windows["key frames"], recipient)
    quick = pipeline(["openssl", "dgst", "-sha256"], clip, windows["key frames"], recipient)
    sealers = [for_keys, mid_group, plain, quick]
    rounds(sealers, arguments.rounds, work, "seal")
    bundle = work / for_keys.leaves[0]
    size = bundle.stat().st_size
    table(sealers, for_keys, size)
    for contender in (plain, quick):
        steps = ", ".join(f"{command[0]} {contender.step(index):.2f}"
                          for index, (command, _) in enumerate(contender.steps))
        print(f"- {contender.name} in steps (s): {steps}")
    print()

    # Bound by the disk, nothing else matters; this number tells whether that was so.
    writing = Contender("`dd` of as many bytes, synced",
                        [(["dd", "if=/dev/zero", "of=zeros", "bs=1M", f"count={size // MIB}", "conv=fsync"], None)],
                        ["zeros"])
    rounds([writing], arguments.rounds, work, "disk")
    (work / "zeros").unlink()
    for left in plain.leaves:
        (work / left).unlink(missing_ok=True)

    print("## Verify, without a key\n")
    verify = Contender("`proffer verify`", [([BINARY, "verify", bundle.name], None)])
    hashers = [verify,
               Contender("`openssl dgst -sha256`", [(["openssl", "dgst", "-sha256", bundle.name], None)]),
               Contender("`sha256sum`", [(["sha256sum", bundle.name], None)])]
    rounds(hashers, arguments.rounds, work, "verify")
    table(hashers, verify, size)

    print("## Open\n")
    key = "investigator.age-key"
    unpack = f"tar xf {bundle.name} -C by-hand --strip-components=1 && " \
             f"for f in by-hand/data/*.age; do age -d -i {key} -o \"${{f%.age}}\" \"$f\"; done"
    open_ours = Contender("`proffer open`",
                          [([BINARY, "open", bundle.name, "--identity", "investigator.identity.json",
                             "--into", "opened"], None)], ["opened"])
    by_hand = Contender("`tar`, `age -d`, nothing checked", [(["sh", "-ec", f"mkdir by-hand; {unpack}"], None)],
                        ["by-hand"])
    rounds([open_ours, by_hand], arguments.rounds, work, "open")
    table([open_ours, by_hand], open_ours, size)
    shutil.rmtree(work / "by-hand")
    shutil.rmtree(work / "opened")

    print("## Memory\n")
    print(f"The idle process occupies {idle / MIB:.0f} MiB. Above it, at the peak:\n")
    for contender in (for_keys, mid_group, verify, open_ours):
        print(f"- {contender.name}: {max(0, contender.peak - idle) / MIB:.0f} MiB")
    print(f"\nWriting alone ({writing.name}) takes {writing.seconds:.2f} s.\n")

    print("## Goals\n")
    ratio = plain.seconds / for_keys.seconds
    goal(f"seal is at least 5 times as fast as the pipeline with sha256sum: {ratio:.2f}", ratio >= 5)
    ratio = quick.seconds / for_keys.seconds
    goal(f"seal is at least twice as fast as the pipeline with openssl dgst: {ratio:.2f}", ratio >= 2)
    cost = verify.seconds / hashers[1].seconds
    goal(f"verify takes at most 1.3 times what openssl dgst takes over the bundle: {cost:.2f}", cost <= 1.3)
    above = (max(c.peak for c in (for_keys, mid_group, verify, open_ours)) - idle) / MIB
    goal(f"no command's peak is 64 MiB or more above the idle process: {above:.0f} MiB", above < 64)
    if missed and arguments.check:
        raise SystemExit(1)


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
