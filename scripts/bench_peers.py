"""The runs and the table of bench-peers: bench_peers.py BENCH_FOLDER WORK_FOLDER PROGRAM ROUNDS."""
import json
import os
import re
import resource
import statistics
import subprocess
import sys

import peers_page

bench, work, program, rounds = sys.argv[1:]
data, python, binaries = os.environ["DATA"], os.environ["PY"], os.environ["BIN"]
mmdb = os.environ["MMDB"]
out = f"{work}/peer-output"
ours = [program, "run", "--workers", "1", "--quiet", "Benchmarks/pipelines/cloudfront-job.yaml"]


def script(name, *words):
    return [f"{bench}/{name}", *words]


# name, what it does, which lines, the command; whole: it does all of the job.
PEERS = [
    ("Richline", "whole", "log", lambda log: ours),
    ("C++ reference, written for this job", "reference", "log",
     lambda log: [f"{binaries}/ideal", log, out, f"{data}/rules", f"{data}/refs.txt", mmdb]),
    ("Python, ua-parser-rs, maxminddb's C part, the library's caches", "whole", "20k.log",
     lambda log: [python, *script("peer_python.py", log, out, "--cache", "lib")]),
    ("the same, unbounded caches", "whole", "20k.log",
     lambda log: [python, *script("peer_python.py", log, out, "--cache", "dict")]),
    ("syslog-ng, geoip2", "geo", "single.log", lambda log: script("peer_syslogng.sh", log, out, "geo")),
    ("syslog-ng, geoip2, kv-parser", "geo and query", "single.log",
     lambda log: script("peer_syslogng.sh", log, out, "geokv")),
    ("GoAccess", "geo, agents by its own tables, sums only", "single.log",
     lambda log: script("peer_goaccess.sh", log, f"{out}.json")),
    ("DuckDB, 1 thread", "most, no agents", "single.log",
     lambda log: [python, *script("peer_duckdb.py", log, out)]),
    ("Perl, with caches", "most", "single.5k.log",
     lambda log: ["perl", *script("peer_perl.pl", log, out, "cache")]),
    ("Ruby, with caches", "most", "single.5k.log",
     lambda log: ["ruby", *script("peer_ruby.rb", log, out, "cache")]),
]


def export_networks():
    """What DuckDB joins with: the networks of the database as CSV."""
    folder = os.environ["PERF"] + "/ch"
    path = f"{folder}/geo.csv"
    if os.path.exists(path):
        return
    os.makedirs(folder, exist_ok=True)
    code = f"""
import csv, maxminddb
def number(value): return "" if value is None else "%.4f" % value
with open({path!r} + ".new", "w", newline="", encoding="utf8") as file:
    rows = csv.writer(file)
    for network, record in maxminddb.open_database({mmdb!r}):
        part = (record.get("subdivisions") or [{{}}])[0]
        place = record.get("location", {{}})
        rows.writerow([network, record.get("country", {{}}).get("iso_code", ""), part.get("iso_code", ""),
            record.get("city", {{}}).get("names", {{}}).get("en", ""), record.get("postal", {{}}).get("code", ""),
            number(place.get("latitude")), number(place.get("longitude")),
            part.get("names", {{}}).get("en", ""), place.get("time_zone", "")])
"""
    subprocess.run([python, "-c", code], check=True)
    os.rename(f"{path}.new", path)


def run(command):
    """CPU seconds of a command with its children, peak memory of the largest of them, and its end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        last = (done.stderr.strip().splitlines() or [""])[-1][:100]
        os.write(writing, f"{used.ru_utime + used.ru_stime} {used.ru_maxrss} {done.returncode} {last}".encode())
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf8") as answer:
        words = answer.read().split(" ", 3)
    os.waitpid(child, 0)
    return float(words[0]), int(words[1]) / 1024, int(words[2]), words[3] if len(words) > 3 else ""


def load():
    return "%.1f of %d" % (os.getloadavg()[0], os.cpu_count())


chosen = [peer for peer in PEERS if re.search(os.environ.get("PEERS", "."), peer[0]) or peer[0] == "Richline"]
if any(peer[0].startswith("DuckDB") for peer in chosen):
    export_networks()
counts, figures, missing = {}, {}, {}
begin = load()
for turn in range(int(rounds)):
    for mode in ("zipf", "distinct"):
        for name, does, suffix, command in chosen:
            if name in missing:
                continue
            log = f"{data}/{mode}.{suffix}"
            if log not in counts:
                with open(log, "rb") as file:
                    counts[log] = sum(1 for line in file if not line.startswith(b"#"))
            if name == "Richline":
                if os.path.lexists(f"{work}/input.log"):
                    os.remove(f"{work}/input.log")
                os.symlink(log, f"{work}/input.log")
            try:
                seconds, memory, code, last = run(command(log))
            except OSError as error:
                missing[name] = str(error)
                continue
            if code != 0:
                missing[name] = last or f"exit code {code}"
                continue
            figures.setdefault((name, mode), []).append((seconds / counts[log] * 1e6, memory))



def version(name):
    """What a program says of itself; nothing where it says nothing."""
    package = "import importlib.metadata as m; print(' '.join(p + ' ' + m.version(p) for p in %r))"
    for begin, command in {
        "Richline": [program, "--version"],
        "C++": ["g++", "-dumpfullversion"],
        "Python": [python, "-c", package % (["ua-parser-rs", "maxminddb"],)],
        "the same": [python, "-c", package % (["ua-parser-rs", "maxminddb"],)],
        "syslog-ng": ["syslog-ng", "--version"],
        "GoAccess": ["goaccess", "--version"],
        "DuckDB": [python, "-c", package % (["duckdb"],)],
        "Perl": ["perl", "-e", "print substr($^V, 1)"],
        "Ruby": ["ruby", "-e", "print RUBY_VERSION"],
    }.items():
        if name.startswith(begin):
            try:
                text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
            except OSError:
                return ""
            line = (text.strip().splitlines() or [""])[0]
            found = re.search(r"(\d+(?:[.]\d+)+)", line)
            if not found or begin in ("Python", "the same"):
                return line
            return ("g++ " if begin == "C++" else "") + found.group(1)
    return ""


def figure(name, does):
    row = {"name": name, "version": version(name), "does": does}
    for mode in ("zipf", "distinct"):
        times = sorted(time for time, _ in figures[name, mode])
        row[mode] = [times[0], statistics.median(times), times[-1]]
    row["memory"] = max(memory for mode in ("zipf", "distinct") for _, memory in figures[name, mode])
    return row


results = {
    "rounds": rounds, "load": [begin, load()], "missing": missing,
    "rows": [figure(name, does) for name, does, _, _ in chosen if (name, "distinct") in figures],
}
with open(f"{work}/peers.json", "w", encoding="utf8") as file:
    json.dump(results, file, indent=1)
print("\n".join(peers_page.table(results)))
# Of all of them only: a few would take the places of the others.
if len(chosen) == len(PEERS):
    peers_page.write(results)
