import EventModel
import Testing

@testable import UserAgents

@Suite struct UAPRulesTests {
  private func parse(_ agent: String, _ text: String) throws -> [String: String] {
    Agents.parse(agent, try Agents.rules(text))
  }

  /// The values of one section, when the two others know nothing.
  private func values(_ agent: String, _ text: String) throws -> [String: String] {
    try parse(agent, text).filter { $0.value != "Other" }
  }

  @Test func `groups in order are the values when nothing replaces them`() throws {
    let rules = """
      user_agent_parsers:
        - regex: '(Widget)/(\\d+)\\.(\\d+)\\.(\\d+)'
      os_parsers:
        - regex: '(GadgetOS) (\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)'
      device_parsers:
        - regex: 'Pad (\\w+)'
      """
    #expect(
      try parse("Widget/3.2.1 (GadgetOS 9.8.7.6; Pad Pro)", rules) == [
        "family": "Widget", "major": "3", "minor": "2", "patch": "1", "os": "GadgetOS",
        "os_major": "9", "os_minor": "8", "os_patch": "7", "os_patch_minor": "6",
        "device": "Pro", "model": "Pro",
      ])
  }

  @Test func `what no rule knows is of the family Other`() throws {
    let rules = "user_agent_parsers: [{ regex: Widget }]"
    #expect(
      try parse("curl/8", rules) == ["family": "Other", "os": "Other", "device": "Other"])
  }

  @Test func `the first rule that matches decides`() throws {
    let rules = """
      user_agent_parsers:
        - { regex: 'b', family_replacement: first }
        - { regex: 'a', family_replacement: second }
      """
    #expect(try values("ab", rules) == ["family": "first"])
    #expect(try values("a", rules) == ["family": "second"])
  }

  @Test func `replacements take groups by number`() throws {
    let rules = """
      user_agent_parsers:
        - regex: '(a)(b)(c)(d)'
          family_replacement: '$1 by $2'
          v1_replacement: '7'
          v2_replacement: '$4$3'
          v3_replacement: '$$1'
      os_parsers:
        - regex: '(a)(b)(c)(d)'
          os_replacement: 'OS $1'
          os_v1_replacement: '$2'
          os_v2_replacement: 'x$3y'
          os_v3_replacement: '$9'
          os_v4_replacement: '$0'
      device_parsers:
        - regex: '(a)(b)(c)(d)'
          device_replacement: '$1 $2'
          brand_replacement: 'Odys'
          model_replacement: '$3$4$3'
      """
    #expect(
      try parse("abcd", rules) == [
        "family": "a by b", "major": "7", "minor": "dc", "patch": "$a", "os": "OS a",
        "os_major": "b", "os_minor": "xcy", "os_patch_minor": "$0", "device": "a b",
        "brand": "Odys", "model": "cdc",
      ])
  }

  @Test func `a group that took no part is nothing`() throws {
    let rules = """
      user_agent_parsers:
        - regex: '(a)(?:/(\\d+))?(?:\\.(\\d+))?'
          family_replacement: '[$1$2]'
      """
    #expect(try values("a.5", rules) == ["family": "[a]", "minor": "5"])
  }

  @Test func `a rule without groups and replacement gives no value`() throws {
    let rules = """
      user_agent_parsers: [{ regex: abc }]
      device_parsers: [{ regex: abc, brand_replacement: Acme }]
      """
    #expect(try parse("abc", rules) == ["os": "Other", "brand": "Acme"])
  }

  @Test func `blanks are cut around values of systems and devices`() throws {
    let rules = """
      user_agent_parsers: [{ regex: '<(.*)>', family_replacement: '$1' }]
      os_parsers: [{ regex: '<(.*)>', os_replacement: '$1 ' }]
      device_parsers: [{ regex: '<(.*)>', brand_replacement: ' x$2 ' }]
      """
    #expect(
      try parse("< a\t>", rules) == [
        "family": " a\t", "os": "a", "device": "a", "brand": "x", "model": "a",
      ])
    #expect(try values("<  >", rules) == ["family": "  ", "brand": "x"])
  }

  @Test(arguments: ["''", "' '", "null", "~", ""])
  func `an empty replacement is none`(_ value: String) throws {
    let rules = """
      user_agent_parsers:
        - regex: '(a)'
          family_replacement: \(value)
      """
    #expect(try values("a", rules) == ["family": "a"])
  }

  @Test func `only rules with the flag i fold case`() throws {
    let rules = """
      user_agent_parsers:
        - { regex: 'WIDGET', family_replacement: exact }
        - { regex: 'widget', regex_flag: 'i', family_replacement: folded }
        - { regex: 'gadget', regex_flag: }
      """
    #expect(try values("WIDGET", rules) == ["family": "exact"])
    #expect(try values("wIdGeT", rules) == ["family": "folded"])
    #expect(try values("Gadget", rules) == [:])
  }

  @Test func `unknown keys and missing sections are passed over`() throws {
    let rules = """
      version: 2
      os_parsers:
        - { regex: '(X)', debug: true, comment: { any: thing } }
      device_parsers:
      """
    #expect(try values("X", rules) == ["os": "X"])
  }

  @Test func `rules see bytes, and values are UTF-8 all the same`() throws {
    let rules = """
      user_agent_parsers: [{ regex: 'v=(.)', family_replacement: '<$1>' }]
      os_parsers: [{ regex: 'v=(..)' }]
      device_parsers: [{ regex: 'v=(É)', regex_flag: i }]
      """
    #expect(try parse("v=é", rules) == ["family": "<\u{FFFD}>", "os": "é", "device": "Other"])
  }

  @Test func `a rule may have more groups than replacements can name`() throws {
    let rules = "user_agent_parsers: [{ regex: '(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)' }]"
    #expect(
      try values("abcdefghijk", rules) == [
        "family": "a", "major": "b", "minor": "c", "patch": "d",
      ])
  }
}

@Suite struct UAPTextsTests {
  @Test func `constants of all rules stand in memory once`() throws {
    let rules = try Agents.rules(
      """
      user_agent_parsers:
        - { regex: 'a', family_replacement: 'A long family' }
        - { regex: 'b', family_replacement: 'A long family' }
      os_parsers: [{ regex: 'a', os_replacement: 'A long family' }]
      """)
    let (parser, arena) = (UserAgentParser(rules), Arena())
    let texts = ["a", "b"].map { parser.parse(arena.copy($0), arena: arena) }
    #expect(texts[0].family.start == texts[1].family.start)
    #expect(texts[0].os.family.start == texts[0].family.start)
  }
}
