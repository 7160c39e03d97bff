public import StageKit

/// Counts what speaks for a program and against a person, column by column.
///
/// Shape: reads what is there of agent, path, method and protocol; writes the number of signs, and
/// whether they are enough.
/// Cost: one pass over each column; of an agent the first 1,024 bytes are looked at.
public struct BotSigns: BatchStage {
  static let agent = Input(
    "useragent", .text, default: "useragent", optional: true, "the user agent")
  static let path = Input(
    "path", .text, default: "page_urlpath", optional: true, "the path of the page")
  static let method = Input(
    "method", .text, default: "http_method", optional: true, "the method of the request")
  static let version = Input(
    "protocol", .text, default: "http_protocol", optional: true, "the protocol of the request")
  static let words = Option<[String]>(
    "words", "parts of user agents that programs have, in small letters",
    default: ["bot", "crawl", "spider", "curl/", "wget/", "python", "headless"])
  static let probes = Option<[String]>(
    "probes", "what paths begin with that only scanners ask for",
    default: ["/.env", "/.git/", "/wp-login.php", "/xmlrpc.php"])
  static let enough = Option<Int>(
    "enough", "how many signs make a bot", default: 1, type: .integer(1...5))
  static let count = Output("bot_signs", .integer, "how many signs there are")
  static let isBot = Output("is_bot", .boolean, "whether they are enough")
  static let reasons = Output("bot_reasons", .text, onDemand: true, "which ones, with commas")

  public static let spec = StageSpec(
    "bot_signs", "counts what speaks for a program and against a person", agent, path, method,
    version, words, probes, enough, count, isBot, reasons,
    notes: """
      | sign       | an event has it when                              |
      | ---------- | ------------------------------------------------- |
      | `named`    | the agent has one of the `words`                  |
      | `no_agent` | there is no agent                                 |
      | `probe`    | the path begins with one of the `probes`          |
      | `head`     | the method is `HEAD`                              |
      | `http10`   | the protocol is `HTTP/1.0`                        |

      A sign whose field no source fills is never there. Whoever hides well has no sign: this is for
      reports, not for defence.
      """,
    example: """
      stages:
        - use: bot_signs
          enough: 2
      """)

  private let inputs: (agent: InputRef, path: InputRef, method: InputRef, version: InputRef)
  private let outputs: (count: OutputRef, isBot: OutputRef, reasons: OutputRef)
  private let words: WordFinder
  private let probes: [Bytes]
  private let enough: Int

  /// Longer agents are no browser's: beyond, nobody needs to look.
  static let agentLimit = 1024

  public init(_ setup: Setup) throws(Findings) {
    inputs = (setup[Self.agent], setup[Self.path], setup[Self.method], setup[Self.version])
    outputs = (setup[Self.count], setup[Self.isBot], setup[Self.reasons])
    let words = setup[Self.words]
    if let word = words.first(where: { $0.isEmpty || $0.lowercased() != $0 }) {
      throw [
        setup.finding(
          "words", "bad-value", "a word is in small letters and not empty, not '\(word)'")
      ]
    }
    self.words = WordFinder(words)
    probes = setup[Self.probes].map { Bytes.constant($0) }
    enough = setup[Self.enough]
  }

  public func enrich(_ batch: EventBatch, _ changes: inout BatchChanges) {
    var signs = [Signs](repeating: [], count: Selection.capacity)
    mark(inputs.agent, batch, &signs) { agent in
      guard let agent else { return .noAgent }
      return words.finds(in: agent.prefix(Self.agentLimit)) ? .named : []
    }
    mark(inputs.path, batch, &signs) { path in
      guard let path else { return [] }
      return probes.contains { path.hasPrefix($0) } ? .probe : []
    }
    mark(inputs.method, batch, &signs) { method in
      method.map { $0 == "HEAD" } == true ? .head : []
    }
    mark(inputs.version, batch, &signs) { version in
      version.map { $0 == "HTTP/1.0" } == true ? .http10 : []
    }
    for row in batch.rows {
      changes.set(outputs.count, row: row, .integer(Int64(signs[row].count)))
      changes.set(outputs.isBot, row: row, .boolean(signs[row].count >= enough))
      changes.set(outputs.reasons, row: row, text: Signs.texts[Int(signs[row].rawValue)])
    }
  }

  /// Adds the signs that a column shows.
  private func mark(
    _ input: InputRef, _ batch: EventBatch, _ signs: inout [Signs], _ sign: (Bytes?) -> Signs
  ) {
    guard input.isPresent else { return }
    let column = batch.column(input)
    for row in batch.rows { signs[row].formUnion(sign(column[row].text)) }
  }
}
