import EventModel
import Testing

@testable import Expressions

/// The language in own cases, for a machine that has no others.
@Suite struct `the language` {
  private static let event: [(name: String, slot: Slot)] = [
    ("page", .text("https://shop.example:8443/a/b?utm_source=news%20letter&x=1#top")),
    ("agent", .text("Mozilla/5.0")), ("count", .integer(3)), ("price", .decimal("12.50")),
    ("latitude", .float(51.5)), ("ratio", .double(0.25)), ("mobile", .boolean(true)),
    ("at", .timestamp(1_795_302_744_123)), ("address", .text("10.1.2.3")),
    ("order", .json(#"{"id":17,"total":9.5,"tags":["a","b"],"to":{"zip":"01067"},"q\"":null}"#)),
    ("items", .json(#"[{"n":2,"p":1.5},{"n":1,"p":4}]"#)), ("plain", .json("5")),
  ]

  private func result(_ text: String) -> Calculation.Result {
    Calculation(fields: Self.event).result(text)
  }

  private func isTrue(_ text: String) -> Bool { result(text) == .value(.boolean(true)) }

  @Test(arguments: [
    // literals
    "0x1f == 31", "'a\\x41\\u00e9\\U0001f600' == 'aAé😀'", "r'\\d' == '\\\\d'",
    "b'é' == b'\\xc3\\xa9'",
    "'''a'b''' == \"a'b\"", ".5 == 5e-1", "18446744073709551615u > 0u", "// a comment\ntrue",
    // numbers
    "7 / 2 == 3 && -7 / 2 == -3 && 7 % 2 == 1 && -7 % 2 == -1", "1.0 / 0.0 > 1e308",
    "count * 2 + 1 == 7", "price * 2.0 == 25.0", "price + price == 25.0", "latitude / 2.0 == 25.75",
    "2u + 3u == 5u", "-count == -3", "count == 3.0", "price < 13", "dyn(3u) == count",
    "-9223372036854775808 < 0", "math.greatest(count, 2, 4) == 4",
    // texts
    "'a' + 'b' == 'ab'", "'é'.size() == 1 && size(b'é') == 2", "agent.startsWith('Mozilla')",
    "agent.split('/')[1] == '5.0'", "'a,b'.split(',').join('|') == 'a|b'",
    "agent.lowerAscii() == 'mozilla/5.0'", "agent.replace('/', '') == 'Mozilla5.0'",
    "'abc'.replace('', '-') == '-a-b-c-'", "'abc'.replace('', '', 5) == 'abc'",
    "agent.matches(r'^Moz.*\\d$')", "'%s|%d|%.1f'.format(['a', count, 1.26]) == 'a|3|1.3'",
    // lists and maps
    "count in [1, 2, 3]", "!(count in [])", "'a' in {'a': 1}", "{'a': 1}.a == 1",
    "[1, 2] + [3] == [1, 2, 3]",
    "[1, 2, 3].filter(x, x > 1).map(x, x * x) == [4, 9]", "[1, 2].exists_one(x, x == 2)",
    "[[1], [2, 3]].exists(x, x.exists(y, y == 3))", "{'a': 1, 'b': 2}.all(k, k < 'c')",
    "[5, 6].transformList(i, x, i * x) == [0, 6]",
    "[3, 4].exists(x, [x].exists(y, y == x && x == count))",
    "cel.bind(n, count + 1, n * n) == 16",
    // JSON
    "order.id == 17", "order.total == 9.5", "order['to'].zip == '01067'",
    "order.to.zip.size() == 5",
    "has(order.id) && !has(order.name)", "has(order.to.zip)", "order.tags == ['a', 'b']",
    "order.tags[1] == 'b'", "'b' in order.tags", "'id' in order", "size(order) == 5", "plain == 5",
    "items.map(i, i.n) == [2, 1]", "items.exists(i, i.p > 2)",
    "items.filter(i, i.n == 1)[0].p == 4",
    "order.tags.exists(t, t == 'a')", "order == order", "order != items", "type(order) == map",
    "order.tags.join('') == 'ab'", "order['q\"'] == null", "math.least(items.map(i, i.n)) == 1",
    // times
    "at > timestamp('2026-01-01T00:00:00Z')",
    "date(at) == '2026-11-21' && date(at, '+14:00') == '2026-11-22'",
    "at - duration('1h') < at", "at.getFullYear() == 2026 && at.getHours('+02:00') == 1",
    "(at - timestamp('2026-11-21T23:12:24.123Z')).getSeconds() == 0",
    "duration('1.5h') == duration('90m')", "string(duration('-1.5s')) == '-1.5s'",
    "timestamp(0) + duration('1d'.replace('1d', '24h')) == timestamp(86400)",
    "string(timestamp('2026-01-01T01:00:00.5+01:00')) == '2026-01-01T00:00:00.5Z'",
    // addresses
    "cidr('10.0.0.0/8').containsIP(address)", "ip(address).family() == 4",
    "string(ip('2001:0DB8:0:0:1:0:0:1')) == '2001:db8::1:0:0:1'",
    "[ip('10.0.0.1'), ip('::1')].exists(x, x.isLoopback())",
    // URLs and hashes
    "url(page).host == 'shop.example' && url(page).port == 8443 && url(page).path == '/a/b'",
    "url(page).query == 'utm_source=news%20letter&x=1' && url(page).fragment == 'top'",
    "url(page).scheme == 'https'", "cel.bind(u, url(page), u.host + u.path) == 'shop.example/a/b'",
    "query(page, 'utm_source') == 'news letter'", "query('a=1&b=2', 'b') == '2'",
    "query(page, 'none') == null", "query('https://a.example/', 'x') == null",
    "hash(agent, 'sha256').size() == 64",
    "hash('', 'sha1') == 'da39a3ee5e6b4b0d3255bfef95601890afd80709'",
    // choice and order of evaluation
    "mobile ? true : 1 / 0 == 0", "count > 2 ? agent != '' : false",
    "false && 1 / 0 == 0 ? false : true", "true || 1 / 0 == 0", "1 / 0 == 0 || true",
    "!(1 / 0 == 0 && false)", "[0, 1].exists(x, 1 / x == 1)", "![1, 0].all(x, 1 / x == 2)",
  ])
  func `finds true what is`(text: String) { #expect(isTrue(text), "\(result(text))") }

  @Test(arguments: [
    ("9223372036854775807 + count", "the number is too large for 64 bits"),
    ("-9223372036854775808 - count", "the number is too large for 64 bits"),
    ("count / 0", "division by zero"), ("count % 0", "modulus by zero"),
    ("0u - 1u", "the number is too large for 64 bits"),
    ("[1][count]", "the list has no element 3"),
    ("{'a': 1}[agent]", "the map has no key 'Mozilla/5.0'"),
    ("order.name", "no member 'name': ask 'has' before"),
    ("order.id.x", "int has no member 'x'"),
    ("order.id + 'x'", "no function takes values of these types"),
    ("order.id && mobile", "no function takes values of these types"),
    ("int(agent)", "the text is no whole number"), ("double(agent)", "the text is no number"),
    ("bool(agent)", "the text is neither true nor false"),
    ("timestamp(agent)", "the text is no time such as '2026-11-21T23:12:24Z'"),
    ("ip(agent)", "'Mozilla/5.0' is no IP address"), ("url('a b://c').host", "'a b://c' is no URL"),
    ("agent.charAt(99)", "the text has no character 99"),
    ("agent.substring(3, 2)", "character 2 comes before 3"),
    ("'%d'.format([agent])", "'%d' of 'format' takes no string"),
    ("'%q'.format([1])", "'%q' is no clause of 'format'"),
    ("{agent: 1, 'Mozilla/5.0': 2}", "a key stands twice in a map"),
    ("string(b'\\xff')", "the bytes are no UTF-8"),
    ("uint(0 - count)", "the number is outside of the type's range"),
    ("int(1e30 * ratio)", "the number is outside of the type's range"),
    ("at + duration('87600000h')", "the time is outside of the years 1 to 9999"),
    ("[1, 0].map(x, 1 / x)", "division by zero"), ("count / 0 == 1 && mobile", "division by zero"),
    ("(count % 0 == 1 || mobile) && count / 0 == 1", "division by zero"),
    ("count / 0 == 1 && count % 0 == 1", "division by zero"),
  ])
  func `says what went wrong`(text: String, message: String) {
    #expect(result(text) == .error(message))
  }
}
