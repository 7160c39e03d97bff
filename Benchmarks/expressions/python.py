"""The same condition in Python: its own code, cel-python, and the `cel` package where they are installed."""
import sys
import time

MEDIA = ["email", "cpc", "organic", "social", "referral", "affiliate", None, None]
COUNTRIES = ["DE", "AT", "CH", "GB", "US", "FR", "NL", "IT", "ES", "PL", "SE", "NO", "DK", "BE", "JP", None]
TEXT = 'mkt_medium == "email" && geo_country in ["DE","AT","CH"]'


def events(count):
    state = 1

    def pick(limit):
        nonlocal state
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (state >> 16) % limit

    for _ in range(count):
        medium, country = MEDIA[pick(8)], COUNTRIES[pick(16)]
        pick(2000)
        yield {"mkt_medium": medium, "geo_country": country}


def report(name, rows, condition):
    start = time.perf_counter_ns()
    selected = sum(1 for row in rows if condition(row))
    took = (time.perf_counter_ns() - start) / len(rows)
    print(f"{name}: {took:.1f} ns an event, {selected} of {len(rows)} selected")


def main():
    rows = list(events(64 * 256))
    report("python", rows,
           lambda e: e["mkt_medium"] == "email" and e["geo_country"] in ("DE", "AT", "CH"))
    try:
        import celpy
        environment = celpy.Environment()
        program = environment.program(environment.compile(TEXT))
        few = [{k: celpy.json_to_cel(v) for k, v in row.items()} for row in rows[:2048]]
        report("cel-python", few, lambda e: bool(program.evaluate(e)))
    except ImportError:
        print("cel-python: not installed (pip install cel-python)")
    try:
        import cel
        program = cel.compile(TEXT)
        report("cel (Rust)", rows, lambda e: bool(program.execute(e)))
    except (ImportError, AttributeError):
        print("cel (Rust): not installed (pip install common-expression-language)")


if __name__ == "__main__":
    sys.exit(main())
