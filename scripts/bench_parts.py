"""The pipelines and the table of bench-parts: bench_parts.py PROGRAM PLAIN_PROGRAM WORKLOAD WORK_FOLDER REGEX."""
import json
import os
import re
import statistics
import subprocess
import sys

program, plain, workload, work, chosen = sys.argv[1:]
LOOKUPS = {
    "cities": "{ use: mmdb, path: ../../enrichments/IPLookup/data/sample-city.mmdb }",
    "agents": "{ use: uap, path: ../../examples/01-web-analytics/regexes.yaml }",
    "shops": "{ use: inline, values: { www.shop.example: { owner: us }, other.example: { owner: them } } }",
}
ORDERS = "  - { use: stdin, format: ndjson, fields: { payload: { from: payload, type: json }, " \
         "items: { from: items, type: json }, logged_at: logged_at } }"

# name, the stage, columns that it makes, columns that are written without it as well.
STAGES = [
    ("ip_lookup", "geo: cities", "geo_country, geo_region, geo_city, geo_latitude, geo_longitude", ""),
    ("user_agent_parser", "lookup: agents", "ua_family, ua_major, ua_os_family, ua_os_major, ua_device", ""),
    ("referer_parser", "internal_domains: [www.shop.example]", "refr_medium, refr_source, refr_term", ""),
    ("campaign_attribution", "", "mkt_medium, mkt_source, mkt_campaign", ""),
    ("anonymize_ip", "octets: 2", "", "user_ipaddress"),
    ("set", "fields: { app_id: '\"shop\"' }", "", "app_id"),
    ("filter", "keep: platform == \"web\"", "", "app_id"),
    ("hash", "fields: { visitor: user_ipaddress }, algorithm: sha256, key: a-long-random-text", "visitor", ""),
    ("lookup", "lookup: shops, key: page_urlhost, fields: { shop_owner: owner }", "shop_owner", ""),
    ("parse_url", "url: page_url, fields: { host: host, path: path }", "host, path", ""),
    ("parse_query", "fields: { search_term: q }", "search_term", ""),
    ("rename", "fields: { visitor: domain_userid }", "visitor", ""),
    ("remove", "fields: [user_ipaddress]", "", "app_id"),
    ("sample", "share: 50%, key: domain_userid", "", "app_id"),
    ("dedupe", "key: event_id, remember: 1000000", "", "app_id"),
    ("validate", "fields: { event_id: { required: true, type: uuid }, platform: { values: [web, mob] } }", "", "app_id"),
]
# The same over events of an order each.
ORDER_STAGES = [
    ("parse_json", "json: payload, fields: { order_id: order.id, total: { from: order.total, type: decimal } }",
     "order_id, total", ""),
    ("parse_timestamp", "fields: { dvce_created_tstamp: logged_at }, formats: [rfc3339]", "dvce_created_tstamp", ""),
    ("explode", "list: items, fields: { item_sku: { from: sku, type: text } }", "item_sku", ""),
]


def pipeline(source, stage, columns, sinks=""):
    stages = f"stages:\n  - {{ use: {stage[0]}, {stage[1]} }}\n" if stage else ""
    out = sinks or f"  - {{ use: stdout, format: {{ use: tsv, columns: [{columns}] }} }}\n"
    tables = "".join(f"  {name}: {table}\n" for name, table in LOOKUPS.items() if stage and name in stage[1])
    lookups = f"lookups:\n{tables}" if tables else ""
    return (f"version: 1\n{lookups}sources:\n{source}\n{stages}sinks:\n{out}"
            "  - { id: rejects, from: failed, use: files, path: parts-failed.ndjson, if_exists: replace }\n")


def cloudfront(count):
    return subprocess.run([workload, str(count)], stdout=subprocess.PIPE, check=True).stdout


def order(number):
    return json.dumps({
        "event_id": "0a8f4c5e-1d2b-4c3d-8e9f-%012d" % number, "logged_at": "2026-01-01T12:%02d:%02dZ" % (number // 60 % 60, number % 60),
        "payload": {"order": {"id": "o-%d" % number, "total": "%d.90" % (number % 500)}},
        "items": [{"sku": "s-%d" % (number % 97), "price": 3}, {"sku": "s-%d" % (number % 89), "price": 5}]}) + "\n"


def orders(count):
    return "".join(map(order, range(count))).encode()


def broken(count):
    return b"".join(line[:len(line) // 2] + b"\n" for line in cloudfront(count).splitlines()[2:])


def converted(pipe):
    """What a pipeline makes of the lines of pages."""
    def make(count):
        path = write(pipe)
        return subprocess.run([program, "run", "--quiet", path], input=cloudfront(count), stdout=subprocess.PIPE, check=True).stdout
    return make


def write(text):
    path = f"{work}/parts.yaml"
    with open(path, "w", encoding="utf8") as file:
        file.write(text)
    return path


def run(command, data, **environment):
    done = subprocess.run(command, input=data, capture_output=True, env={**os.environ, **environment})
    if done.returncode != 0:
        sys.exit("bench-parts: %s" % done.stderr.decode())
    return done.stderr.decode()


def instructions(path, data):
    said = run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", plain, "run", "--workers", "1",
                "--quiet", path], data)
    return int(re.search(r"Collected : (\d+)", said).group(1))


def allocations(path, data):
    counted = f"{work}/allocations"
    run([program, "run", "--workers", "1", "--quiet", path], data,
        LD_PRELOAD=f"{work}/count-allocations.so", ALLOCATIONS_FILE=counted)
    with open(counted, encoding="utf8") as file:
        return int(file.read())


def per_event(measure, text, lines):
    few, many = 10_000, 20_000
    little, much = lines(few), lines(many)
    path = write(text)
    return (measure(path, much) - measure(path, little)) / (many - few)


def nanoseconds(text, lines, part):
    """By the profile; part is the beginning of a row."""
    data, found = lines(50_000), []
    path = write(text)
    for _ in range(3):
        for row in run([program, "run", "--workers", "1", "--quiet", "--profile", path], data).splitlines():
            if row.startswith(part + " "):
                found.append(int(row[len(part):].split()[3].replace(",", "")))
    return statistics.median(found)


def report(name, text, before, lines, part):
    if not re.search(chosen, name):
        return
    count = per_event(instructions, text, lines) - (per_event(instructions, before, lines) if before else 0)
    made = per_event(allocations, text, lines)
    print("| %s | %d | %d | %.4f |" % (name, nanoseconds(text, lines, part), count, made), flush=True)


pages = "  - { use: stdin, format: cloudfront }"
print("| part | ns an event | instructions | allocations of the whole pipeline an event |\n| --- | --- | --- | --- |")
for source, lines, stages in ((pages, cloudfront, STAGES), (ORDERS, orders, ORDER_STAGES)):
    for name, options, makes, has in stages:
        base = ", ".join(filter(None, ["event_id", has]))
        with_it = ", ".join(filter(None, [base, makes]))
        report(f"`{name}`", pipeline(source, (name, options), with_it), pipeline(source, None, base), lines, f"stage {name}")

every = "platform, app_id, event_id, user_ipaddress, page_url, page_title, page_referrer, useragent, collector_tstamp, br_lang"
wide = f"{{ use: tsv, columns: [{every}], header: true }}"
to_tsv = pipeline(pages, None, "", f"  - {{ use: stdout, format: {wide} }}\n")
to_ndjson = pipeline(pages, None, "", "  - { use: stdout, format: ndjson }\n")
for name, source, lines in (
    ("reading `cloudfront`", pages, cloudfront),
    ("reading `ndjson`", "  - { use: stdin, format: ndjson }", converted(to_ndjson)),
    ("reading `tsv`", "  - { use: stdin, format: { use: tsv, header: true } }", converted(to_tsv)),
):
    report(name + ", ten columns written", pipeline(source, None, every), None, lines, "format stdin")
second = "  - {{ id: two, use: files, path: parts-two.out, if_exists: replace, format: {0} }}\n"
for name, form in (("tsv", wide), ("ndjson", "ndjson"), ("snowplow_tsv", "snowplow_tsv")):
    one = f"  - {{ use: stdout, format: {form} }}\n"
    report(f"writing `{name}`", pipeline(pages, None, "", one + second.format(form)), pipeline(pages, None, "", one),
           cloudfront, "format two")
report("a failed event, half a line", pipeline(pages, None, "event_id"), None, broken, "format stdin")
