"""The data and the runs of bench-ndjson: bench_ndjson.py PROGRAM WORK_FOLDER EVENTS ROUNDS."""
import json
import os
import random
import statistics
import subprocess
import sys

program, work, events, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
random.seed(20702)
words = ["checkout", "https://www.shop.example/path", "Mozilla/5.0 (X11; Linux)", "London", "müller", "a \"b\" c",
         "2026-11-21T23:12:24.000Z", "en-GB", "0123456789abcdef", "spring sale"]
names = [f"attribute_{i:02d}" for i in range(60)]
path = f"{work}/events.ndjson"
if not os.path.exists(path) or sum(1 for _ in open(path, "rb")) != events:
    with open(path, "w", encoding="utf8") as file:
        for number in range(events):
            row = {name: random.choice(words)[: random.randint(3, 24)] for name in names}
            row["attribute_00"] = str(number)
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
size = os.path.getsize(path) / events


def pipeline(name, used):
    fields = ", ".join(f"{field}: {field}" for field in used)
    text = f"""version: 1
sources: [{{ id: in, use: files, path: events.ndjson, format: ndjson, others: drop, fields: {{ {fields} }} }}]
sinks:
  - {{ id: out, use: stdout, format: ndjson, only: [{", ".join(used)}] }}
  - {{ id: rejects, from: failed, use: files, path: rejects.ndjson, if_exists: replace }}
"""
    with open(f"{work}/{name}.yaml", "w", encoding="utf8") as file:
        file.write(text)


pipeline("ndjson-read", names[::3])
pipeline("ndjson-write", names)
core = ["taskset", "-c", str(max(os.sched_getaffinity(0)))]


def ours(name):
    report = f"{work}/{name}.json"
    command = core + [program, "run", "--workers", "1", "--quiet", "--profile", "--report", report, f"{work}/{name}.yaml"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(report, encoding="utf8") as file:
        parts = json.load(file)["profile"]["parts"]
    return {part["id"]: part["nanoseconds"] / part["events"] for part in parts if part["kind"] == "format"}


def theirs():
    answer = subprocess.run(core + [f"{work}/ndjson-peer", path, "20", "5"], check=True, capture_output=True, text=True)
    return [float(word) for word in answer.stdout.split()[:3]]


rows = []
for _ in range(rounds):
    read, (ordered, any_order, written) = ours("ndjson-read")["in"], theirs()
    rows.append((read, ordered, any_order, ours("ndjson-write")["out"], written))


def line(title, ours_at, theirs_at):
    own = statistics.median(row[ours_at] for row in rows)
    other = statistics.median(row[theirs_at] for row in rows)
    ratio = statistics.median(row[theirs_at] / row[ours_at] for row in rows)
    print(f"{title}: {own:.0f} ns an event ({size / own * 1000:.0f} MB/s), beside it {other:.0f} ns: ratio {ratio:.2f}")


print(f"{events} events of {size:.0f} bytes, {rounds} rounds in turn, load {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
line("reading, simdjson on demand with the used fields in their order", 0, 1)
line("reading, simdjson on demand over all members in any order     ", 0, 2)
line("writing, C++ kernel                                           ", 3, 4)
