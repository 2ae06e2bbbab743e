#!/usr/bin/env python3
"""Measures a ledger of a million entries: appending in batches, proving, verifying the whole. Prints Markdown.

Beside appending it writes the same bytes with sync after each batch, as the disk decides much of it.

    make bench
    Benchmarks/ledger_bench.py [--entries 1000000] [--into .bench/ledger] [--check]
"""

import argparse
import base64
import json
import os
import pathlib
import random
import statistics
import sys
import time

import bench
from bench import BINARY, tool
from list_bench import run

BATCH = 5_000
# What issue 5 asks for: entries a second, seconds a proof, seconds for all.
GOALS = {"append": 2_000, "prove": 0.010, "verify": 30}


def envelope(number, dice):
    payload = json.dumps({"_type": "https://in-toto.io/Statement/v1", "number": number, "subject": [
        {"name": "seal.dsse.json", "digest": {"sha256": dice.randbytes(32).hex()}}]})
    return json.dumps({"payload": base64.b64encode(payload.encode()).decode(),
                       "payloadType": "application/vnd.in-toto+json",
                       "signatures": [{"keyid": "a" * 64, "sig": base64.b64encode(dice.randbytes(64)).decode()}]})


def timed(*arguments):
    """Seconds, and the most memory it ever had, in MiB."""
    return run([*map(str, arguments)], None)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--entries", type=int, default=1_000_000)
    arguments.add_argument("--into", type=pathlib.Path, default=bench.ROOT / ".bench" / "ledger")
    arguments.add_argument("--check", action="store_true", help="end with 1 if a goal is missed")
    arguments = arguments.parse_args()
    work = arguments.into.resolve()
    work.mkdir(parents=True, exist_ok=True)
    for old in [*work.glob("ledger.sqlite*"), *work.glob("keeper*")]:
        old.unlink()
    tool(BINARY, "identity", "new", "--name", "Bench", "--role", "custodian", "--no-passphrase", "--out", work / "keeper")
    tool(BINARY, "identity", "card", work / "keeper", "--out", work / "keeper.card")
    ledger = work / "ledger.sqlite"
    tool(BINARY, "ledger", "new", ledger, "--identity", work / "keeper")
    dice, batch, plain = random.Random(1), work / "batch.jsonl", work / "plain"
    appending, writing, memory = 0.0, 0.0, 0.0
    with open(plain, "wb") as disk:
        for first in range(0, arguments.entries, BATCH):
            lines = "\n".join(envelope(n, dice) for n in range(first, min(first + BATCH, arguments.entries))) + "\n"
            batch.write_text(lines)
            seconds, peak = timed(BINARY, "ledger", "append", ledger, batch, "--identity", work / "keeper", "--again")
            appending, memory = appending + seconds, max(memory, peak)
            begin = time.monotonic()
            disk.write(lines.encode())
            disk.flush()
            os.fsync(disk.fileno())
            writing += time.monotonic() - begin
    plain.unlink()
    proving, starting = [], []
    for _ in range(21):
        starting.append(timed(BINARY, "--version")[0])
        proving.append(timed(BINARY, "ledger", "prove", ledger, "--index", dice.randrange(arguments.entries), "--out",
                             work / "proof", "--force")[0])
    proof = statistics.median(proving) - statistics.median(starting)
    verifying, verify_memory = timed(BINARY, "ledger", "verify", ledger, "--card", work / "keeper.card")
    print(f"\n## A ledger of {arguments.entries:,} entries, {ledger.stat().st_size / 2**20:.0f} MiB\n")
    print("| | | peak memory |\n|---|---|---|")
    rate = arguments.entries / appending
    print(f"| append, {BATCH:,} a call | {rate:,.0f} a second ({appending:.0f} s; the same bytes written and synced "
          f"{writing:.0f} s) | {memory:.0f} MiB |")
    print(f"| one proof, without starting the process | {proof * 1000:.1f} ms (with it {statistics.median(proving) * 1000:.0f} ms) | |")
    print(f"| verify all of it | {verifying:.1f} s | {verify_memory:.0f} MiB |")
    missed = [name for name, bad in (("append", rate < GOALS["append"]), ("prove", proof > GOALS["prove"]),
                                     ("verify", verifying > GOALS["verify"])) if bad]
    for name in missed:
        print(f"missed: {name}, {GOALS[name]} were to be had", file=sys.stderr)
    if missed and arguments.check:
        sys.exit(1)


if __name__ == "__main__":
    main()
