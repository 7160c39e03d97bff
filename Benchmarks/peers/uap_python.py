"""ua-parser for Python and ua-parser-rs: parses agents pass after pass, as `ua-bench` does.
   uap_python.py rs|resolver-rs|resolver-re2|resolver-python RULES AGENTS PASSES [MAX]"""
import resource
import sys
import time

import yaml

KEYS = (
    ("user_agent_parsers", ("regex", "family_replacement", "v1_replacement", "v2_replacement",
                            "v3_replacement", "v4_replacement")),
    ("os_parsers", ("regex", "os_replacement", "os_v1_replacement", "os_v2_replacement",
                    "os_v3_replacement", "os_v4_replacement")),
    ("device_parsers", ("regex", "regex_flag", "device_replacement", "brand_replacement",
                        "model_replacement")),
)


def direct(path):
    """The three extractors of ua-parser-rs, without the Python package around them."""
    import ua_parser_rs as rs
    with open(path, encoding="utf8") as file:
        rules = yaml.load(file, Loader=yaml.CSafeLoader)
    user_agent, system, device = (
        make([tuple(rule.get(key) for key in keys) for rule in rules[section]])
        for make, (section, keys) in zip(
            (rs.UserAgentExtractor, rs.OSExtractor, rs.DeviceExtractor), KEYS))
    return lambda agent: (
        user_agent.extract(agent), system.extract(agent), device.extract(agent))


def resolver(kind, path):
    from ua_parser import Domain
    from ua_parser.loaders import load_yaml
    if kind == "rs":
        from ua_parser.regex import Resolver
    elif kind == "re2":
        from ua_parser.re2 import Resolver
    else:
        from ua_parser.basic import Resolver
    resolve = Resolver(load_yaml(path))
    return lambda agent: resolve(agent, Domain.ALL)


engine, rules_path, agents_path, passes = sys.argv[1:5]
limit = int(sys.argv[5]) if len(sys.argv) > 5 else None
with open(agents_path, encoding="utf8", errors="replace") as file:
    agents = file.read().split("\n")[:-1][:limit]
start = time.process_time()
parse = direct(rules_path) if engine == "rs" else resolver(engine.split("-")[1], rules_path)
print(f"start-up_ms {(time.process_time() - start) * 1e3:.2f}")
for _ in range(int(passes)):
    start = time.process_time()
    for agent in agents:
        parse(agent)
    print(f"us_per_agent {(time.process_time() - start) / len(agents) * 1e6:.3f}")
print(f"agents {len(agents)} checksum 0"
      f" memory_MB {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
