#!/usr/bin/env python3
"""Runs and compares for scripts/bench-geo: bench_geo.py KIND WORK MMDB PROGRAM"""
import os
import re
import resource
import statistics
import subprocess
import sys

WANTED = {"zipf": 15, "distinct": 8}
PAIRS = 5


def numbers(command):
    """The passes of a run, each a dictionary of what it printed."""
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    passes = []
    for line in text.splitlines():
        line = line.replace("us/lookup:", "").replace("8 x ", "").replace("whole ", "")
        passes.append({name: float(value) for name, value in re.findall(r"([A-Za-z_]+) ([\d.]+)", line)})
    return passes[0], passes[1:]


def cpu(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def median(passes, *names):
    return statistics.median(sum(one[name] for name in names) for one in passes)


def main():
    kind, work, mmdb, program = sys.argv[1:]
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    addresses = f"{work}/{kind}.addresses"
    rows = []
    for _ in range(PAIRS):
        _, theirs = numbers([f"{work}/geobench", mmdb, addresses])
        opening, ours = numbers(["Benchmarks/.build/release/addresses", mmdb, addresses])
        for pass_ in theirs:
            if (pass_["found"], pass_["values"]) != (ours[0]["found"], ours[0]["values"]):
                sys.exit(f"{kind}: not the same values: {pass_} {ours[0]}")
        rows.append({
            "library": median(theirs, "lookup_sockaddr", "aget_value") * 1000,
            "walk of library": median(theirs, "lookup_sockaddr") * 1000,
            "kept": median(ours[1:], "kept"), "first": ours[0]["kept"], "read": median(ours, "read"),
            "walk": median(ours, "walk"), "parse": median(ours, "parse"),
            "inet_pton": median(theirs, "inet_pton") * 1000,
            "open": opening["open_ms"], "verify": opening["verify_ms"]})
    middle = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    ratio = {name: statistics.median(row["library"] / row[name] for row in rows)
             for name in ("kept", "first", "read")}
    print(f"{kind}, ns an address, medians of {PAIRS} pairs:")
    print(f"  libmaxminddb, walk and 8 values  {middle['library']:6.0f}   (walk {middle['walk of library']:.0f},"
          f" inet_pton {middle['inet_pton']:.0f})")
    print(f"  ours, values kept                {middle['kept']:6.0f}   {ratio['kept']:.1f} times as fast"
          f" (walk {middle['walk']:.0f}, parsing of text {middle['parse']:.0f})")
    print(f"  ours, first pass                 {middle['first']:6.0f}   {ratio['first']:.1f} times as fast")
    print(f"  ours, every record read anew     {middle['read']:6.0f}   {ratio['read']:.1f} times as fast")
    print(f"  opening {middle['open']:.0f} ms, check of the whole file {middle['verify']:.0f} ms")
    pipelines(kind, work, program)
    if ratio["kept"] < WANTED[kind]:
        sys.exit(f"{kind}: {ratio['kept']:.1f} times, {WANTED[kind]} are wanted")


def pipelines(kind, work, program):
    """What place.yaml costs beyond no-place.yaml: an event, and before the first one."""
    lines = sum(1 for _ in open(f"{work}/{kind}.addresses"))
    link = f"{work}/input.log"
    full = os.readlink(link)
    with open(full) as log, open(f"{work}/empty.log", "w") as empty:
        empty.writelines([log.readline(), log.readline()])
    rows = []
    for _ in range(PAIRS):
        row = {}
        for target in (full, f"{work}/empty.log"):
            os.remove(link)
            os.symlink(target, link)
            for name in ("no-place", "place"):
                row[name, target == full] = cpu(
                    [program, "run", "--workers", "1", "--quiet", f"Benchmarks/pipelines/{name}.yaml"])
        rows.append(row)
    def middle(of):
        return statistics.median(of(row) for row in rows)
    opening = middle(lambda row: row["place", False] - row["no-place", False]) * 1e3
    without = middle(lambda row: row["no-place", True] - row["no-place", False]) / lines * 1e9
    cost = middle(lambda row: row["place", True] - row["place", False]
                  - row["no-place", True] + row["no-place", False]) / lines * 1e9
    print(f"  in a pipeline of {lines} events: {without:.0f} ns an event without ip_lookup, {cost:.0f} more"
          f" for the stage and writing its eight columns; {opening:.0f} ms for opening")


if __name__ == "__main__":
    main()
