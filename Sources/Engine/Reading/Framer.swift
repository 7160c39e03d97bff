import Digests
import EventModel
import PipelineConfig
import StageKit

/// Cuts the inputs of the sources into blocks of whole lines, one input after the other.
///
/// Shape: finite sources in the order of the file, then the endless one. Runs on a thread of its own.
final class Framer {
  /// What is kept of a record that is too long.
  static let keptOfLongRecord = 64 * 1024

  private let plan: Plan
  private let exchange: Exchange
  private let settings: RunSettings
  private let control: RunControl
  private let lookups: LookupSet
  private let clock: @Sendable () -> Int64
  private let books: Monitor<Ledger>
  /// What could not be read, in words for people.
  private(set) var messages: [String] = []

  init(
    plan: Plan, exchange: Exchange, settings: RunSettings, control: RunControl,
    lookups: LookupSet, books: Monitor<Ledger>, clock: @escaping @Sendable () -> Int64
  ) {
    self.plan = plan
    self.exchange = exchange
    self.settings = settings
    self.control = control
    self.lookups = lookups
    self.books = books
    self.clock = clock
  }

  /// Reads everything; returns when all is read or the run is stopped.
  func run() {
    let order = plan.sources.indices.sorted { a, b in
      (plan.sources[a].source.isEndless ? 1 : 0, a) < (plan.sources[b].source.isEndless ? 1 : 0, b)
    }
    for source in order {
      do throws(Failure) {
        for input in try plan.sources[source].source.inputs() {
          guard !control.isStopping, read(input, source) else { break }
        }
      } catch {
        _ = submit(failure: error, reading: Reading(source: source, name: plan.sources[source].id))
      }
    }
    exchange.endInput()
  }

  /// Where the framer is in an input.
  private struct Reading {
    let source: Int
    let name: String
    var origin = Bytes.empty
    var context: DecodeContext?
    var line: UInt64 = 1

    init(source: Int, name: String) {
      self.source = source
      self.name = name
    }
  }

  /// Reads one input; false when the run is broken.
  private func read(_ input: any ByteInput, _ source: Int) -> Bool {
    var reading = Reading(source: source, name: input.name)
    reading.origin = Bytes.constant(plan.sources[source].id + "\u{0}" + input.name)
    let stream: any ByteStream
    do throws(Failure) { stream = try input.open() } catch {
      return submit(failure: error, reading: reading)
    }
    defer { stream.close() }
    guard exchange.takeMemory(Block.usualSize) else { return false }
    var block = exchange.takeBlock()
    while true {
      let end: BlockEnd
      do throws(Failure) {
        end = try fill(block, stream)
        if end == .full, LineScan.lastLineEnd(block.bytes) == nil {
          guard try growOrDiscard(block, stream, &reading) else { return false }
          continue
        }
      } catch {
        return cutOff(block, error, &reading)
      }
      switch end {
      case .full, .quiet:
        guard let place = LineScan.lastLineEnd(block.bytes) else { continue }
        // The next block's memory is taken before this one is given away, or its tail had no home.
        guard let next = follow(block, place + 1) else { return false }
        guard submit(block, &reading) else { return false }
        block = next
      case .over:
        if block.count > 0 { return submit(block, &reading, isCutOff: isOver) }
        exchange.giveBackMemory(block.capacity)
        exchange.giveBack(block)
        return true
      }
    }
  }

  /// A new block that begins with what stands behind the last line end.
  private func follow(_ block: Block, _ place: Int) -> Block? {
    guard exchange.takeMemory(Block.usualSize, holding: block.capacity) else { return nil }
    let next = exchange.takeBlock()
    block.split(at: place, into: next)
    if next.capacity > Block.usualSize {
      exchange.takeMoreMemory(next.capacity - Block.usualSize)
    }
    return next
  }

  private enum BlockEnd { case full, quiet, over }

  /// Reads until the block is full, the input is over, nothing comes for a while, or whole lines
  /// have waited for that long: lines that trickle in never let it be quiet.
  private func fill(_ block: Block, _ stream: any ByteStream) throws(Failure) -> BlockEnd {
    let deadline = ContinuousClock.now + .milliseconds(settings.quiet)
    var hasLines = LineScan.lastLineEnd(block.bytes) != nil
    while block.count < block.capacity {
      while !stream.wait(milliseconds: settings.quiet) {
        if isOver { return .over }
        if hasLines { return .quiet }
      }
      if isOver { return .over }
      if hasLines, ContinuousClock.now > deadline { return .quiet }
      let count = try stream.read(into: block.room)
      if count == 0 { return .over }
      let read = Bytes(block.memory + block.count, count)
      hasLines = hasLines || LineScan.lastLineEnd(read) != nil
      block.count += count
    }
    return .full
  }

  /// Whether somebody ended the run: an input that is silent would not let us notice otherwise.
  private var isOver: Bool { control.isStopping || exchange.isBroken }

  // MARK: long records

  /// A full block without a line end: makes room for a longer line, or gives the record up.
  private func growOrDiscard(
    _ block: Block, _ stream: any ByteStream, _ reading: inout Reading
  ) throws(Failure) -> Bool {
    let longest = settings.longestRecord(plan.sources[reading.source])
    if block.capacity < longest + 1 {
      let size = min(block.capacity * 2, longest + 1)
      exchange.takeMoreMemory(size - block.capacity)
      block.grow(to: size)
      return true
    }
    return try discard(block, stream, &reading)
  }

  /// Reads a record that is too long to its end, keeping its beginning, length and digest.
  ///
  /// Errors: the input broke off; the record is submitted all the same.
  private func discard(
    _ block: Block, _ stream: any ByteStream, _ reading: inout Reading
  ) throws(Failure) -> Bool {
    let hash = SHA256()
    let kept = Array(block.bytes.prefix(Framer.keptOfLongRecord).buffer)
    hash.add(block.bytes)
    var length = UInt64(block.count)
    var failure: Failure?
    block.count = 0
    search: while true {
      do throws(Failure) {
        if try fillOnce(block, stream) == 0 { break search }
      } catch {
        failure = error
        break search
      }
      let end = block.bytes.firstIndex(of: 10)
      hash.add(block.bytes.prefix(end ?? block.count))
      length += UInt64(end ?? block.count)
      if let end {
        keepTail(of: block, from: end + 1)
        break search
      }
      block.count = 0
    }
    let trouble = InputTrouble(
      failure: .tooLarge(
        length, limit: settings.longestRecord(plan.sources[reading.source])), line: reading.line,
      raw: kept, length: length, sha256: hash.finish().hex)
    reading.line += 1
    books.update { $0.saw(lines: 1, source: reading.source) }
    guard submit(trouble, reading) else { return false }
    if let failure { throw failure }
    return true
  }

  /// Reads some bytes into an empty block; 0 at the end of the input or of the run.
  private func fillOnce(_ block: Block, _ stream: any ByteStream) throws(Failure) -> Int {
    while !stream.wait(milliseconds: settings.quiet) {
      if isOver { return 0 }
    }
    if isOver { return 0 }
    block.count = try stream.read(into: block.room)
    return block.count
  }

  private func keepTail(of block: Block, from place: Int) {
    let tail = block.count - place
    block.memory.update(from: block.memory + place, count: tail)
    block.count = tail
  }

  // MARK: tickets

  /// An input that broke off: what was read is kept; a last line without its end fails, for nobody
  /// can tell what is missing.
  private func cutOff(_ block: Block, _ failure: Failure, _ reading: inout Reading) -> Bool {
    if block.count > 0 {
      guard submit(block, &reading, isCutOff: true) else { return false }
    } else {
      exchange.giveBackMemory(block.capacity)
      exchange.giveBack(block)
    }
    return submit(failure: failure, reading: reading)
  }

  private func submit(
    _ block: Block, _ reading: inout Reading, isCutOff: Bool = false
  ) -> Bool {
    guard let ticket = blankTicket(reading) else { return false }
    ticket.isCutOff = isCutOff
    ticket.block = block
    ticket.permit = block.capacity
    ticket.firstLine = reading.line
    ticket.context = reading.context
    let scan = LineScan(
      block.bytes, format: plan.sources[reading.source].format, context: reading.context)
    reading.context = scan.context
    reading.line += UInt64(scan.lines)
    books.update {
      $0.open()
      $0.saw(lines: UInt64(scan.lines), source: reading.source)
    }
    exchange.submit(ticket)
    return true
  }

  private func submit(failure: Failure, reading: Reading) -> Bool {
    messages.append(failure.message)
    return submit(
      InputTrouble(failure: failure, line: nil, raw: [], length: 0, sha256: ""), reading)
  }

  private func submit(_ trouble: InputTrouble, _ reading: Reading) -> Bool {
    guard let ticket = blankTicket(reading) else { return false }
    ticket.trouble = trouble
    ticket.permit = 0
    books.update { $0.open() }
    exchange.submit(ticket)
    return true
  }

  private func blankTicket(_ reading: Reading) -> Ticket? {
    guard let ticket = exchange.takeFree() else { return nil }
    ticket.source = reading.source
    ticket.inputName = reading.name
    ticket.origin = reading.origin
    ticket.lookups = lookups
    ticket.now = settings.now ?? clock()
    return ticket
  }
}
