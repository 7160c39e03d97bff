"""A reader for the small part of YAML that plain data lists use: standard library only.

Understood: block maps and lists by indentation (also a list at the indentation of its key and
`- key: value` items), plain and quoted scalars on one line, `[]`, `{}`, `#` comments. Scalars stay
text. Everything else (anchors, tags, block scalars, flow collections with content, two documents)
is an error with its line number, never a guess.
"""
import re


class YAMLError(ValueError):
    pass


KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'\[\]{}#&*!|>%@`,?:-][^#]*?|-[^\s#][^#]*?)\s*:(?:\s+(.*))?$""")


def load(text):
    lines = []
    for number, raw in enumerate(text.split("\n"), 1):
        body = strip_comment(raw).rstrip()
        if not body.strip() or (body.strip() == "---" and not lines):
            continue
        if "\t" in body[: len(body) - len(body.lstrip())]:
            raise YAMLError("line %d: a tab in the indentation" % number)
        lines.append((len(body) - len(body.lstrip(" ")), body.strip(), number))
    if not lines:
        return None
    value, rest = block(lines, 0, lines[0][0])
    if rest != len(lines):
        raise YAMLError("line %d: indentation fits nothing above" % lines[rest][2])
    return value


def load_file(path):
    with open(path, encoding="utf-8") as f:
        return load(f.read())


def strip_comment(line):
    quote = None
    for i, c in enumerate(line):
        if quote:
            quote = None if c == quote else quote
        elif c in "'\"" and (i == 0 or line[i - 1] in " -:"):
            quote = c
        elif c == "#" and (i == 0 or line[i - 1] in " \t"):
            return line[:i]
    return line


def block(lines, at, indent):
    text = lines[at][1]
    return (items if text == "-" or text.startswith("- ") else pairs)(lines, at, indent)


def items(lines, at, indent):
    out = []
    while at < len(lines) and lines[at][0] == indent and (lines[at][1] + " ").startswith("- "):
        _, text, number = lines[at]
        body = text[1:].lstrip()
        if not body:
            at += 1
            if at < len(lines) and lines[at][0] > indent:
                value, at = block(lines, at, lines[at][0])
            else:
                value = None
        elif KEY.match(body) and not (body[0] in "'\"" and scalar_end(body) == len(body)):
            # a map that starts on the line of its dash: read it as if it stood on lines of its own
            inner = indent + len(text) - len(body)
            lines = lines[:at] + [(inner, body, number)] + lines[at + 1 :]
            value, at = pairs(lines, at, inner)
        else:
            value, at = scalar(body, number), at + 1
        out.append(value)
    return out, at


def pairs(lines, at, indent):
    out = {}
    while at < len(lines) and lines[at][0] == indent and not (lines[at][1] + " ").startswith("- "):
        _, text, number = lines[at]
        m = KEY.match(text)
        if not m:
            raise YAMLError("line %d: expected `key:`, found %r" % (number, text))
        key, rest = scalar(m.group(1), number), m.group(2)
        if key in out:
            raise YAMLError("line %d: key %r stands twice" % (number, key))
        at += 1
        if rest:
            value = scalar(rest.strip(), number)
        elif at < len(lines) and (lines[at][0] > indent or (lines[at][0] == indent and (lines[at][1] + " ").startswith("- "))):
            value, at = block(lines, at, lines[at][0])
        else:
            value = None
        out[key] = value
    return out, at


def scalar_end(text):
    m = re.match(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", text)
    return m.end() if m else 0


def scalar(text, number):
    if text in ("[]", "{}"):
        return [] if text == "[]" else {}
    if text[0] in "'\"":
        if scalar_end(text) != len(text):
            raise YAMLError("line %d: text after or inside a quoted scalar: %r" % (number, text))
        if text[0] == "'":
            return text[1:-1].replace("''", "'")
        return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)), text[1:-1])
    if text[0] in "[{&*!|>%@`" or ": " in text:
        raise YAMLError("line %d: not in the part of YAML read here: %r" % (number, text))
    return text
