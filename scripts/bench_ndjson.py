"""The data and the runs of bench-ndjson: bench_ndjson.py PROGRAM WORK_FOLDER EVENTS ROUNDS.

No rounds: only the data and the pipelines are made.
"""
import json
import os
import random
import statistics
import subprocess
import sys

program, work, events, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
words = ["checkout", "https://www.shop.example/path", "Mozilla/5.0 (X11; Linux)", "London", "müller", "a \"b\" c",
         "2026-11-21T23:12:24.000Z", "en-GB", "0123456789abcdef", "spring sale"]
names = [f"attribute_{i:02d}" for i in range(60)]


def make(name, shuffles):
    """Events with their keys in one order, or each in an order of its own."""
    path = f"{work}/{name}.ndjson"
    if os.path.exists(path) and sum(1 for _ in open(path, "rb")) == events:
        return path
    random.seed(20702)
    with open(path, "w", encoding="utf8") as file:
        for number in range(events):
            row = {name: random.choice(words)[: random.randint(3, 24)] for name in names}
            row["attribute_00"] = str(number)
            if shuffles:
                row = dict(random.sample(list(row.items()), len(row)))
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    return path


path, shuffled = make("events", False), make("shuffled", True)
# Ours reads each file six times in one run, so that buffers that are touched for the first time count little.
for name in ("events", "shuffled"):
    for number in range(6):
        link = f"{work}/{name}-{number}.ndjson"
        if not os.path.islink(link):
            os.symlink(f"{name}.ndjson", link)
size = os.path.getsize(path) / events


def pipeline(name, used, file="events"):
    fields = ", ".join(f"{field}: {field}" for field in used)
    text = f"""version: 1
sources: [{{ id: in, use: files, path: '{file}-*.ndjson', format: ndjson, others: drop, fields: {{ {fields} }} }}]
sinks:
  - {{ id: out, use: stdout, format: ndjson, only: [{", ".join(used)}] }}
  - {{ id: rejects, from: failed, use: files, path: rejects.ndjson, if_exists: replace }}
"""
    with open(f"{work}/{name}.yaml", "w", encoding="utf8") as target:
        target.write(text)


pipeline("ndjson-read", names[::3])
pipeline("ndjson-shuffled", names[::3], "shuffled")
pipeline("ndjson-write", names)
if rounds == 0:
    sys.exit()
core = ["taskset", "-c", str(max(os.sched_getaffinity(0)))]


def ours(name):
    report = f"{work}/{name}.json"
    command = core + [program, "run", "--workers", "1", "--quiet", "--profile", "--report", report, f"{work}/{name}.yaml"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(report, encoding="utf8") as file:
        parts = json.load(file)["profile"]["parts"]
    return {part["id"]: part["nanoseconds"] / part["events"] for part in parts if part["kind"] == "format"}


def theirs(file, checks=0):
    answer = subprocess.run(core + [f"{work}/ndjson-peer-{checks}", file, "3", "3"], check=True, capture_output=True, text=True)
    return [float(word) for word in answer.stdout.split()[:3]]


rows = []
for _ in range(rounds):
    read, (ordered, any_order, written) = ours("ndjson-read")["in"], theirs(path)
    write, mixed, mixed_theirs = ours("ndjson-write")["out"], ours("ndjson-shuffled")["in"], theirs(shuffled)[1]
    rows.append((read, ordered, any_order, write, written, mixed, mixed_theirs, theirs(path, 1)[2]))


def line(title, ours_at, theirs_at):
    own = statistics.median(row[ours_at] for row in rows)
    other = statistics.median(row[theirs_at] for row in rows)
    ratio = statistics.median(row[theirs_at] / row[ours_at] for row in rows)
    print(f"{title}: {own:.0f} ns an event ({size / own * 1000:.0f} MB/s), beside it {other:.0f} ns: ratio {ratio:.2f}")


print(f"{events} events of {size:.0f} bytes, {rounds} rounds in turn, load {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
line("reading, simdjson on demand with the used fields in their order    ", 0, 1)
line("reading, simdjson on demand over all members in any order          ", 0, 2)
line("reading keys in an order of each event's own, the same in any order", 5, 6)
line("writing, C++ kernel that checks UTF-8 as ours does                 ", 3, 7)
line("writing, C++ kernel that checks nothing                            ", 3, 4)
