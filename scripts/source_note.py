"""Writes the SOURCE.txt beside data files: where they come from, and their SHA-256."""
import hashlib
import os


def write(folder, text, files):
    lines = [text.strip(), "", "SHA-256:"]
    for name in sorted(files):
        with open(os.path.join(folder, name), "rb") as f:
            lines.append("  %s  %s" % (hashlib.sha256(f.read()).hexdigest(), name))
    with open(os.path.join(folder, "SOURCE.txt"), "w", encoding="utf-8", newline="\n") as f:
        f.write("\n".join(lines) + "\n")
