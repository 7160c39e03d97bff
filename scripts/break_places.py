"""Finds places in Swift text where one break can be put behind a switch: `broken(N) ? … : …`."""
import re

# What a comparison becomes: the border moves by one, an equality turns round.
COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
               "===": "!==", "!==": "==="}
COMPARISON = re.compile(r"(?<=\s)(===|!==|==|!=|<=|>=|<|>)(?=\s)")
KEYWORDS = set("""return let var if guard case default for while switch throw break continue func init
deinit struct class enum extension protocol import typealias do catch else repeat defer static public
private internal package final override mutating nonisolated async indirect subscript get set where
unsafe fallthrough in try""".split())


class Place:
    """One break: the part `start..<end` of a file becomes `text`, in which %d is the number."""

    def __init__(self, kind, start, end, text, said):
        self.kind, self.start, self.end, self.text, self.said = kind, start, end, text, said


def blanked(text):
    """The same text with spaces for the letters of comments and strings."""
    out, i, n = list(text), 0, len(text)

    def blank(a, b):
        for k in range(a, min(b, n)):
            if out[k] != "\n":
                out[k] = " "

    while i < n:
        if text.startswith("//", i):
            end = text.find("\n", i)
            end = n if end < 0 else end
        elif text.startswith("/*", i):
            depth, end = 1, i + 2
            while depth and end < n:
                step = text[end:end + 2]
                depth += (step == "/*") - (step == "*/")
                end += 2 if step in ("/*", "*/") else 1
        elif text[i] == '"' or (text[i] == "#" and re.match(r'#+"', text[i:i + 8])):
            end = string_end(text, i)
            blank(i + 1, end - 1)  # the quotes stay, so that an operand is seen
            i = end
            continue
        else:
            i += 1
            continue
        blank(i, end)
        i = end
    return "".join(out)


def string_end(text, i):
    hashes = len(re.match("#*", text[i:]).group())
    i += hashes
    quote = '"""' if text.startswith('"""', i) else '"'
    i += len(quote)
    close, escape = quote + "#" * hashes, "\\" + "#" * hashes
    while i < len(text):
        if text.startswith(close, i):
            return i + len(close)
        if text.startswith(escape + "(", i):
            i, depth = i + len(escape) + 1, 1
            while depth and i < len(text):
                if text[i] == '"':
                    i = string_end(text, i)
                    continue
                depth += (text[i] == "(") - (text[i] == ")")
                i += 1
        elif text.startswith(escape, i):
            i += len(escape) + 1
        else:
            i += 1
    return i


def conditions(code):
    """Each `if`, `guard`, `while`: (word, [(start, end) of an element], place behind)."""
    for found in re.finditer(r"(?<![#\w.`])(if|guard|while)\s", code):
        word, i, depth = found.group(1), found.end(), 0
        elements, begin = [], found.end()
        while i < len(code):
            letter = code[i]
            if depth == 0 and (
                (word != "guard" and letter == "{")
                or (word == "guard" and re.match(r"else\b", code[i:i + 5]) and code[i - 1].isspace())):
                elements.append((begin, i))
                yield word, elements, i
                break
            if letter in "([{":
                depth += 1
            elif letter in ")]}":
                depth -= 1
                if depth < 0:
                    break
            elif letter == "," and depth == 0:
                elements.append((begin, i))
                begin = i + 1
            i += 1


def is_plain(element):
    return element.strip() and not re.search(r"\b(let|var|case|await)\b|#available|&\w", element)


def trimmed(code, start, end):
    while start < end and code[start].isspace():
        start += 1
    while end > start and code[end - 1].isspace():
        end -= 1
    return start, end


def changed(text, code, start, end, pattern, replace):
    """The text with each match of the pattern between two places replaced; nil when there is none."""
    out, last, hits = [], start, 0
    for found in pattern.finditer(code, start, end):
        new = replace(found.group())
        if new is None:
            continue
        out += [text[last:found.start()], new]
        last, hits = found.end(), hits + 1
    return "".join(out) + text[last:end] if hits else None


def expression_places(text, code, start, end):
    """Breaks of one Boolean expression."""
    start, end = trimmed(code, start, end)
    whole = text[start:end]
    if "//" in whole:
        return
    for found in COMPARISON.finditer(code, start, end):
        new = COMPARISONS[found.group()]
        other = text[start:found.start()] + new + text[found.end():end]
        yield Place("comparison", start, end, f"(broken(%d) ? ({other}) : ({whole}))",
                    f"{whole}  ->  {other}")
    swap = {"&&": "||", "||": "&&"}
    other = changed(text, code, start, end, re.compile(r"(?<=\s)(&&|\|\|)(?=\s)"), swap.get)
    if other:
        yield Place("and/or", start, end, f"(broken(%d) ? ({other}) : ({whole}))",
                    f"{whole}  ->  {other}")


def condition_places(text, code):
    for word, elements, behind in conditions(code):
        spans = [trimmed(code, *e) for e in elements]
        plain = [s for s in spans if is_plain(code[s[0]:s[1]])]
        for start, end in plain:
            yield from expression_places(text, code, start, end)
            whole = text[start:end]
            if "//" not in whole:
                yield Place("negation", start, end, f"(broken(%d) ? !({whole}) : ({whole}))",
                            f"{whole}  ->  !({whole})")
        leaves = re.match(r"else\s*\{\s*(throw|return|continue|break)\b", code[behind:behind + 80])
        if word == "guard" and leaves and len(plain) == len(spans):
            start, end = spans[0][0], spans[-1][1]
            whole = text[start:end]
            if "//" in whole:
                continue
            if len(spans) == 1:
                put = f"(broken(%d) || ({whole}))"
            else:
                put = ", ".join(f"(broken(%d) || ({text[a:b]}))" for a, b in spans)
            yield Place("guard dropped", start, end, put, f"guard {whole}  ->  never leaves")


def number_places(text, code):
    for found in re.finditer(r"(?<=\s)(&?[+-]=?) 1\b(?![.\w])", code):
        start = found.end() - 1
        to = "2" if found.group(1).endswith("=") else "0"
        line = text[text.rfind("\n", 0, start) + 1:text.find("\n", start)].strip()
        yield Place("off by one", start, start + 1, f"(broken(%d) ? {to} : 1)",
                    f"{line}  ->  {found.group(1)} {to}")


def balanced(code):
    return all(code.count(a) == code.count(b) for a, b in ("()", "[]", "{}"))


def functions_without_result(code):
    """Bodies of functions that return nothing: (start, end)."""
    for found in re.finditer(r"\bfunc\s+[\w`+\-*/<>=!&|]+[^{}]*?\{", code):
        head = found.group()
        if "->" in re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", head)):
            continue
        depth, i = 1, found.end()
        while depth and i < len(code):
            depth += (code[i] == "{") - (code[i] == "}")
            i += 1
        yield found.end(), i


def statement_places(text, code):
    bodies = list(functions_without_result(code))
    lines, at = code.split("\n"), 0
    spots = []
    for line in lines:
        spots.append(at)
        at += len(line) + 1

    def near(number, step):
        number += step
        while 0 <= number < len(lines) and not lines[number].strip():
            number += step
        return lines[number].strip() if 0 <= number < len(lines) else ""

    for number, line in enumerate(lines):
        bare = line.strip()
        yield from return_places(text, code, spots[number], line, near(number, 1))
        first = re.match(r"(?:try\s+)?([a-z_]\w*)[\w.\[\]?!]*(\(| [-+*/&|^%]?=\s|\.)", bare)
        if not first or first.group(1) in KEYWORDS or not balanced(bare):
            continue
        before, after = near(number, -1), near(number, 1)
        if not before or re.search(r"[,(\[=+\-&|?:.<>]$|\b(return|try|in)$", before):
            continue
        if re.search(r"[,(\[{=+\-&|?:]$", bare) or re.match(r"[.?:+\-*/&|=<>)\],]", after):
            continue
        start = spots[number] + len(line) - len(line.lstrip())
        end = spots[number] + len(line.rstrip())
        whole = text[start:end]
        yield Place("statement removed", start, end, "if !broken(%d) { " + whole + " }",
                    f"{whole}  ->  nothing")
        if any(a <= start < b for a, b in bodies):
            yield Place("early return", start, end, "if broken(%d) { return }; " + whole,
                        f"return before: {whole}")


def return_places(text, code, spot, line, after):
    found = re.match(r"\s*(?:guard .* else \{ )?return (?=\S)(.*?)( \})?$", line)
    if not found or not balanced(found.group(1)) or re.match(r"[.?:+\-*/&|=<>]", after):
        return
    start, end = spot + found.start(1), spot + found.end(1)
    if re.search(r"[?:(\[{,]$", code[start:end].rstrip()):
        return
    yield from expression_places(text, code, start, end)
    if text[start:end] in ("true", "false"):
        other = "false" if text[start:end] == "true" else "true"
        yield Place("negation", start, end, f"(broken(%d) ? {other} : {text[start:end]})",
                    f"return {text[start:end]}  ->  return {other}")


def places(text):
    code = blanked(text)
    found = list(condition_places(text, code))
    found += number_places(text, code)
    found += statement_places(text, code)
    return sorted(found, key=lambda p: (p.start, p.kind, p.said))
