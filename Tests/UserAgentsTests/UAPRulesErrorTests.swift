import Testing

@testable import UserAgents

@Suite struct UAPRulesErrorTests {
  struct Broken: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    var testDescription: String { message }
  }

  static let files = [
    Broken(
      text: "",
      message: "regexes.yaml:1:1: the file holds no rules: none of 'user_agent_parsers', "
        + "'os_parsers', 'device_parsers' is there"),
    Broken(
      text: "search:\n  Google: [a]\n",
      message: "regexes.yaml:1:1: the file holds no rules: none of 'user_agent_parsers', "
        + "'os_parsers', 'device_parsers' is there"),
    Broken(
      text: "- regex: a\n",
      message: "regexes.yaml:1:1: a rules file is a map of lists, not a list"),
    Broken(
      text: "os_parsers: yes\n",
      message: "regexes.yaml:1:13: 'os_parsers' is a list of rules, not text"),
    Broken(
      text: "os_parsers:\n  - regex: a\n  - b\n",
      message: "regexes.yaml:3:5: rule 2 of 'os_parsers' is a map with 'regex', not text"),
    Broken(
      text: "os_parsers:\n  - os_replacement: a\n",
      message: "regexes.yaml:2:5: rule 1 of 'os_parsers' has no 'regex'"),
    Broken(
      text: "os_parsers:\n  - regex:\n",
      message: "regexes.yaml:2:11: rule 1 of 'os_parsers': 'regex' is text, not nothing"),
    Broken(
      text: "device_parsers:\n  - regex: a\n    brand_replacement: [b]\n",
      message: "regexes.yaml:3:24: rule 1 of 'device_parsers': 'brand_replacement' is text, "
        + "not a list"),
    Broken(
      text: "device_parsers:\n  - regex: a\n    regex_flag: x\n",
      message: "regexes.yaml:3:17: rule 1 of 'device_parsers': 'regex_flag' is 'i' or left out, "
        + "not 'x'"),
    Broken(
      text: "user_agent_parsers:\n  - regex: ok\n  - regex: 'a(b'\n",
      message: "regexes.yaml:3:12: rule 2 of 'user_agent_parsers': the regex 'a(b' does not "
        + "compile: missing closing parenthesis at offset 3"),
    Broken(
      text: "os_parsers:\n  - regex: '(*UTF)a'\n",
      message: "regexes.yaml:2:12: rule 1 of 'os_parsers': the regex '(*UTF)a' does not compile: "
        + "using UTF is disabled by the application at offset 6"),
    Broken(
      text: "os_parsers:\n  - regex: \"\(String(repeating: "x", count: 70_000))\"\n",
      message: "regexes.yaml:2:12: rule 1 of 'os_parsers': the regex "
        + "'\(String(repeating: "x", count: 60))…' does not compile: "
        + "pattern string is longer than the limit set by the application at offset 0"),
  ]

  @Test(arguments: files)
  func `a broken file says what is wrong and where`(_ broken: Broken) {
    #expect(Agents.refusal(broken.text) == UserAgentRulesError(broken.message))
  }

  @Test func `all that is wrong is told at once`() {
    let text = "os_parsers:\n  - regex: '['\n  - 1\ndevice_parsers: {}\n"
    let errors = [
      "regexes.yaml:2:12: rule 1 of 'os_parsers': the regex '[' does not compile: "
        + "missing terminating ] for character class at offset 1",
      "regexes.yaml:3:5: rule 2 of 'os_parsers' is a map with 'regex', not text",
      "regexes.yaml:4:17: 'device_parsers' is a list of rules, not a map",
    ]
    #expect(
      Agents.refusal(text) == UserAgentRulesError(errors[0] + " (and 2 more)", all: errors))
  }

  @Test func `what is no YAML is told in the words of the YAML reader`() {
    let refusal = Agents.refusal("os_parsers:\n  - regex: 'a\n")
    #expect(refusal?.message.hasPrefix("regexes.yaml:") == true)
  }
}
