"""Writes what bench-peers measured into Docs/Performance.md, between two marks, with a plot: peers_page.py RESULTS.json."""
import json
import math
import sys
from xml.sax.saxutils import escape

PAGE, PLOT = "Docs/Performance.md", "Docs/peers.svg"
BEGIN, END = "<!-- peers: written by make bench-peers -->", "<!-- end of peers -->"
MODES = ("zipf", "distinct")


def median(row, mode):
    return row[mode][1]


def ratio(row, ours, mode):
    return median(row, mode) / median(ours, mode)


def goals(rows):
    """Beside whom, in which mode, how many times ours, and how many it must be."""
    ours = rows[0]
    groups = (("the best whole program", (20, 15), [row for row in rows[1:] if row["does"] == "whole"]),
              ("syslog-ng with geoip2", (6, 3), [row for row in rows if row["name"] == "syslog-ng, geoip2"]))
    for title, wanted, group in groups:
        for mode, goal in zip(MODES, wanted):
            if group:
                yield title, mode, min(ratio(row, ours, mode) for row in group), goal


def table(results):
    rows = results["rows"]
    lines = ["| program | version | does | CPU µs a line, Zipf | all different | of ours | peak memory |",
             "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        cells = ["%.1f (%.1f–%.1f)" % (row[mode][1], row[mode][0], row[mode][2]) for mode in MODES]
        ours = "1" if row is rows[0] else " and ".join("%.1f" % ratio(row, rows[0], mode) for mode in MODES)
        lines.append("| %s | %s | %s | %s | %s | %s | %.0f MB |" % (
            row["name"], row["version"], row["does"], *cells, ours, row["memory"]))
    lines += ["", "Medians of %s rounds in turn (least and most), load of the machine at the beginning %s, at the end %s."
              % (results["rounds"], *results["load"]), ""]
    lines += ["* %s, %s: %.1f times as much (goal: %d at least)" % goal for goal in goals(rows)]
    lines += ["* not measured: %s: %s" % pair for pair in results["missing"].items()]
    return lines


def plot(results):
    """Bars on a logarithmic scale, two for each program."""
    rows = results["rows"]
    left, width, bar, step = 300, 420, 9, 30
    most = max(median(row, mode) for row in rows for mode in MODES)
    decades = math.ceil(math.log10(most))
    x = lambda value: left + width * math.log10(max(value, 1)) / decades
    bottom = 40 + step * len(rows)
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">'
           % (left + width + 70, bottom + 30),
           '<rect width="100%" height="100%" fill="white"/>',
           '<text x="10" y="20" font-weight="bold">CPU time of a line in µs, logarithmic: Zipf (dark), all different (light)</text>']
    for power in range(decades + 1):
        at = x(10 ** power)
        out.append('<line x1="%.1f" y1="32" x2="%.1f" y2="%d" stroke="#ddd"/>' % (at, at, bottom))
        out.append('<text x="%.1f" y="%d" text-anchor="middle" fill="#555">%d</text>' % (at, bottom + 16, 10 ** power))
    for number, row in enumerate(rows):
        top = 38 + step * number
        name = row["name"] if len(row["name"]) <= 46 else row["name"][:45] + "…"
        out.append('<text x="%d" y="%d" text-anchor="end">%s</text>' % (left - 8, top + 13, escape(name)))
        colours = ("#b03a2e", "#e6b0aa") if number == 0 else ("#34495e", "#aeb6bf")
        for place, mode in enumerate(MODES):
            value = median(row, mode)
            y = top + place * (bar + 1)
            out.append('<rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>'
                       % (left, y, x(value) - left, bar, colours[place]))
            out.append('<text x="%.1f" y="%d" font-size="9" fill="#333">%.1f</text>' % (x(value) + 4, y + 8, value))
    return "\n".join(out + ["</svg>"]) + "\n"


def write(results):
    with open(PLOT, "w", encoding="utf8") as file:
        file.write(plot(results))
    with open(PAGE, encoding="utf8") as file:
        before, _, rest = file.read().partition(BEGIN)
    _, mark, behind = rest.partition(END)
    if not mark:
        sys.exit("%s lacks the marks %s and %s" % (PAGE, BEGIN, END))
    lines = [BEGIN, "", *table(results), "", "![CPU time of a line, by program](peers.svg)", "", END]
    with open(PAGE, "w", encoding="utf8") as file:
        file.write(before + "\n".join(lines) + behind)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf8") as file:
        write(json.load(file))
