import DiagnosticKit
import Foundation
import PipelineConfig
import StageKit
import Testing

@testable import Engine

@Suite struct `the framer` {
  private struct Framed {
    var blocks: [String] = []
    var firstLines: [UInt64] = []
    var troubles: [(line: UInt64?, length: UInt64)] = []
    var memoryLeft = 0
    /// Which tickets say that nothing of their input is left.
    var ends: [Bool] = []
  }

  private static let memory = 5_000_000

  private func plan(_ source: any Source) throws -> Plan {
    let registry = Registry(
      stages: [], sources: [SourceEntry(spec: MemorySource.spec) { _ throws(Findings) in source }],
      sinks: [
        SinkEntry(spec: MemorySink.spec, takesFormat: true) { _ throws(Findings) in MemorySink() }
      ], formats: [.input(LineFormat.self), .output(PairsOutput.self), .output(PairsFailures.self)])
    let text = """
      version: 1
      sources: [{ use: memory, format: lines }]
      sinks: [{ use: memory, format: pairs }, { id: no, from: failed, use: memory, format: pairs_failed }]
      """
    let result = Checker.check(SourceFile(name: "f.yaml", text: text), registry: registry)
    return try #require(result.plan, "\(FindingPrinter().text(result.findings))")
  }

  /// Frames inputs while another thread takes tickets and gives them back at once.
  private func frame(
    _ inputs: [any ByteInput], maxRecord: Int = 4 << 20, suspicion: Suspicion? = nil
  ) throws -> Framed {
    let plan = try plan(ListedInputs(inputs))
    let tickets = (0..<6).map { _ in
      Ticket(counts: Counts(sources: 1, stages: 0, sinks: 2), sinks: 2)
    }
    let exchange = Exchange(tickets: tickets, memory: Self.memory, orderedSteps: 0)
    var settings = RunSettings()
    settings.maxRecord = maxRecord
    settings.quiet = 1
    let office = TicketOffice(
      plan: plan, exchange: exchange, settings: settings,
      lookups: LookupShelf(LookupSet(plan, [])), books: Monitor(Ledger(LedgerShape(plan))),
      control: RunControl(), clock: { 0 })
    let reading = Reading(
      settings: settings, control: RunControl(), exchange: exchange, office: office,
      suspicion: suspicion)
    let framer = Framer(plan: plan, reading: reading, past: RunState(), safe: SafeMarks())
    let thread = try #require(WorkThread.start(framer))
    var framed = Framed()
    var version = 0
    while case .ticket(let ticket) = exchange.takeReady(&version) {
      if let block = ticket.block { framed.blocks.append(block.bytes.string) }
      if let trouble = ticket.trouble { framed.troubles.append((trouble.line, trouble.length)) }
      framed.firstLines.append(ticket.firstLine)
      framed.ends.append(ticket.end.isEnd)
      exchange.finish(ticket)
      if case .ticket(let done, _) = exchange.takeFinished(within: 0) { exchange.recycle(done) }
    }
    thread.join()
    framed.memoryLeft = exchange.memoryLeft
    return framed
  }

  @Test(
    .timeLimit(.minutes(20)), arguments: [0, -1, 1], ["\n", "", "\nend\n", "\n\nend"])
  func `a record of just the allowed length is whole, one byte more is too long`(
    more: Int, end: String
  ) throws {
    let limit = 1_500_000
    let long = String(repeating: "z", count: limit + more)
    for before in ["", "first\n"] {
      for readSize in [700_001, 1 << 20] {
        let input = MemorySource(before + long + end, readSize: readSize)
        let framed = try frame([input], maxRecord: limit)
        let lines = framed.blocks.joined().split(separator: "\n").map(\.count)
        let others = (before + end).split(separator: "\n").map(\.count)
        let place: UInt64 = before.isEmpty ? 1 : 2
        if more > 0 {
          #expect(lines == others)
          #expect(framed.troubles.map(\.line) == [place])
          #expect(framed.troubles.map(\.length) == [UInt64(limit + more)])
        } else {
          #expect(lines.sorted() == (others + [limit + more]).sorted())
          #expect(framed.troubles.isEmpty)
        }
        #expect(framed.memoryLeft == Self.memory)
      }
    }
  }

  @Test(.timeLimit(.minutes(20)), arguments: 1...12 as ClosedRange<UInt64>)
  func `gives back exactly the memory that it took, and loses no byte`(seed: UInt64) throws {
    var random = RandomSizes(seed: seed)
    var wanted = ""
    let inputs: [any ByteInput] = (0..<5).map { number -> any ByteInput in
      if random.below(6) == 0 { return MissingInput(name: "none") }
      var text = ""
      for _ in 0..<random.below(8) {
        let size = [10, 1000, 400_000, 1_048_575, 1_048_576, 2_200_000][random.below(6)]
        text += String(repeating: "abc"[random.below(3)], count: size) + "\n"
      }
      if random.below(2) == 0 { text += "no end" }
      wanted += text
      let failure = random.below(3) == 0 ? Failure(.input, "cut off") : nil
      return MemorySource(text, readSize: 1 + random.below(900_000), failure: failure)
    }
    let framed = try frame(inputs)
    #expect(framed.blocks.joined() == wanted, "seed \(seed)")
    #expect(framed.memoryLeft == Self.memory, "seed \(seed)")
  }

  @Test func `only the last line of an input that is read line by line is its end`() throws {
    let path = FileManager.default.temporaryDirectory.path + "/richline-framer-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let suspicion = Suspicion(try StateFolder(path), bytes: 1 << 20)
    let framed = try frame([MemorySource("a\nb\nc\n"), MemorySource("d")], suspicion: suspicion)
    #expect(framed.blocks == ["a\n", "b\n", "c\n", "d"])
    #expect(framed.ends == [false, false, true, true])
  }

  @Test func `an input that breaks off is over with its failure, not before`() throws {
    let framed = try frame([MemorySource("a\nb", failure: Failure(.input, "cut off"))])
    #expect(framed.blocks == ["a\nb"])
    #expect(framed.ends == [false, true])
  }

  /// A file on a busy machine: bytes come slowly, and it never says that it lets wait.
  @Test(arguments: [(false, 1), (true, 2)])
  func `a slow input is cut by its bytes alone unless it lets wait`(letsWait: Bool, least: Int)
    throws
  {
    let lines = (0..<1000).map { "line \($0)\n" }.joined()
    let input = SlowInput(lines, readSize: 1000, letsWait: letsWait)
    let framed = try frame([input])
    #expect(framed.blocks.joined() == lines)
    #expect(letsWait ? framed.blocks.count >= least : framed.blocks.count == least)
  }

  @Test func `blocks know their first lines, and end at line ends`() throws {
    let lines = (0..<100_000).map { "line number \($0) of very many lines\n" }
    let framed = try frame([MemorySource(lines.joined())])
    #expect(framed.blocks.count > 2)
    var line: UInt64 = 1
    for (block, first) in zip(framed.blocks, framed.firstLines) {
      #expect(first == line && block.utf8.last == 10)
      line += UInt64(block.utf8.count { $0 == 10 })
    }
  }
}

private struct RandomSizes {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int((state &* 0x2545_f491_4f6c_dd1d) >> 33) % limit
  }
}

extension String {
  fileprivate subscript(_ place: Int) -> Character { self[index(startIndex, offsetBy: place)] }
}
