import Testing
import UserAgents

/// What somebody sees who only wants to parse user agents.
@Suite struct UserAgentParserAloneTests {
  private static let yaml = #"""
    user_agent_parsers:
      - regex: '(Widget)/(\d+)\.(\d+)(?:\.(\d+)|)'
    os_parsers:
      - regex: '(GadgetOS) (\d+)(?:\.(\d+)|)'
    device_parsers:
      - { regex: '; (Pad)(\d)', brand_replacement: Acme, model_replacement: '$1 $2' }
    """#

  @Test func `a text gives texts`() throws {
    let parser = UserAgentParser(try UserAgentRules(yaml: Self.yaml))
    let agent = parser.parse("Widget/3.14 (GadgetOS 7; Pad2)")
    #expect(agent.family == "Widget" && agent.major == "3" && agent.minor == "14")
    #expect(agent.patch == "")
    #expect(agent.os.family == "GadgetOS" && agent.os.major == "7")
    #expect(agent.device.brand == "Acme" && agent.device.model == "Pad 2")
  }

  @Test func `bytes need not be text`() throws {
    let parser = UserAgentParser(try UserAgentRules(yaml: "os_parsers: [{ regex: 'x(.+)y' }]"))
    let agent: [UInt8] = [0x78, 0xFF, 0x41, 0x79]
    #expect(parser.parse(agent.span.bytes).os.family == "\u{FFFD}A")
    #expect(parser.parse([UInt8]().span.bytes).os.family == "Other")
  }

  @Test func `bytes of the caller are not copied`() throws {
    let parser = UserAgentParser(try UserAgentRules(yaml: Self.yaml))
    let arena = Arena()
    let text = Bytes.constant("Widget/1.2")
    let agent = parser.parse(text, arena: arena)
    #expect(agent.family.start == text.start)
    #expect(agent.os.family.start == agent.device.family.start, "Other stands in memory once")
  }

  @Test func `agents are values`() throws {
    let parser = UserAgentParser(try UserAgentRules(yaml: Self.yaml))
    let agents: Set = [parser.parse("Widget/1.2"), parser.parse("Widget/1.2"), parser.parse("x")]
    #expect(agents.count == 2)
  }

  @Test func `rules that are broken say where`() {
    let yaml = "os_parsers: [{ regex: '(' }]"
    #expect {
      try UserAgentRules(yaml: yaml, name: "mine.yaml")
    } throws: { error in
      "\(error)".hasPrefix("mine.yaml:1:23: rule 1 of 'os_parsers': the regex '(' does not compile")
    }
    #expect {
      try UserAgentRules(path: "/no/regexes.yaml")
    } throws: { error in
      "\(error)" == "there is no file '/no/regexes.yaml'"
    }
  }
}
