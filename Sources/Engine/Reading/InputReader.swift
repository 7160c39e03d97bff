import Digests
import EventModel
import PipelineConfig
import StageKit

/// Cuts one input into blocks of whole lines.
final class InputReader {
  /// What is kept of a record that is too long.
  static let keptOfLongRecord = 64 * 1024

  /// How reading ended.
  enum Outcome {
    case over
    /// Nothing comes at the moment, and others want to be read.
    case waits
    /// It has had its turn, and others want to be read.
    case yields
    /// The run is broken.
    case broken
  }

  /// Blocks after which another source has its turn: few, so that none waits long, and some, for
  /// each turn begins with looking at all of them.
  static let turnBlocks = 4

  private(set) var track: InputTrack
  private(set) var place: InputPlace
  private let stream: any ByteStream
  private let grows: Bool
  private let isNoted: Bool
  private var format: any InputFormat
  private var longestRecord: Int
  private var reading: Reading
  /// What header lines have said so far.
  private(set) var context: DecodeContext?
  private var block: Block?
  /// Of the stream's bytes, those that the control knows of.
  private var noted: UInt64 = 0
  /// Until when whole lines wait in the block.
  private var deadline: ContinuousClock.Instant?

  init(
    _ stream: any ByteStream, _ track: InputTrack, _ input: FeedInput, source: SourcePlan,
    _ reading: Reading
  ) {
    self.stream = stream
    self.track = track
    grows = input.grows
    isNoted = input.isNoted
    format = source.format
    self.reading = reading
    longestRecord = reading.settings.longestRecord(source)
    place = InputPlace()
  }

  /// Reads as far as the input goes; `mayPause` when others wait to be read.
  func read(mayPause: Bool) -> Outcome {
    if block == nil {
      guard exchange.takeMemory(Block.usualSize) else { return .broken }
      block = exchange.takeBlock()
    }
    var turn = 0
    while let block {
      let end: BlockEnd
      do throws(Failure) {
        end = try fill(block, mayPause: mayPause)
        if end == .full, LineScan.lastLineEnd(block.bytes) == nil {
          guard try growOrDiscard(block) else { return .broken }
          continue
        }
      } catch {
        return cutOff(block, error) ? .over : .broken
      }
      switch end {
      case .full, .quiet:
        guard let place = LineScan.lastLineEnd(block.bytes) else {
          if reading.isPausing { return .waits }
          continue
        }
        deadline = nil
        // The next block's memory is taken before this one is given away, or its tail had no home.
        guard let next = follow(block, place + 1) else { return .broken }
        self.block = next
        guard submit(block) else { return .broken }
        turn += 1
        if reading.isPausing || mayPause && turn >= InputReader.turnBlocks { return .yields }
      case .nothing: return .waits
      case .over: return finish(block) ? .over : .broken
      }
    }
    return .broken
  }

  /// Goes on for another plan, in which its source has another place and perhaps another format.
  func move(to source: SourcePlan, at place: Int, _ reading: Reading) {
    track = InputTrack(
      source: place, id: source.id, name: track.name, identity: track.identity)
    format = source.format
    longestRecord = reading.settings.longestRecord(source)
    context = nil
    self.reading = reading
    if let block { reading.exchange.takeMoreMemory(block.capacity) }
  }

  private var settings: RunSettings { reading.settings }
  private var exchange: Exchange { reading.exchange }
  private var office: TicketOffice { reading.office }

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

  private func submit(_ block: Block, isCutOff: Bool = false) -> Bool {
    noteRead()
    if let suspicion = reading.suspicion, !suspicion.isOver, !isCutOff {
      return submitAlone(block, suspicion)
    }
    return office.submit(block, of: track, &place, &context, isCutOff: isCutOff)
  }

  private func noteRead() {
    let consumed = max(noted, stream.consumed)
    reading.control.view.noteRead(bytes: consumed - noted)
    noted = consumed
  }

  private func giveBack(_ block: Block) {
    exchange.giveBackMemory(block.capacity)
    exchange.giveBack(block)
  }

  // MARK: the end

  /// The input is over: what is left is a record, unless the input grows or the run was stopped.
  private func finish(_ block: Block) -> Bool {
    self.block = nil
    let isStopped = isOver
    let isRepeatable = track.identity != nil
    if grows || isStopped && isRepeatable { dropTail(of: block) }
    place.isEnd = !grows && !isStopped
    guard block.count > 0 else {
      giveBack(block)
      guard isRepeatable, place.isEnd || isNoted else { return true }
      return office.submitEnd(of: track, place)
    }
    return submit(block, isCutOff: isStopped && !isRepeatable)
  }

  /// A piece of a line is left for later.
  private func dropTail(of block: Block) {
    block.count = LineScan.lastLineEnd(block.bytes).map { $0 + 1 } ?? 0
  }

  /// An input that broke off: what was read is kept; a last line without its end fails, for nobody
  /// can tell what is missing.
  private func cutOff(_ block: Block, _ failure: Failure) -> Bool {
    self.block = nil
    if block.count > 0 {
      guard submit(block, isCutOff: true) else { return false }
    } else {
      giveBack(block)
    }
    // Not before: a run that goes on behind the block is to meet the failure again.
    place.isEnd = true
    return office.submit(failure, of: track, place)
  }

  // MARK: filling

  private enum BlockEnd {
    case full, quiet, over
    /// Others are read while nothing comes.
    case nothing
  }

  /// Reads until the block is full, the input is over, nothing comes for a while, or whole lines
  /// have waited for that long: lines that trickle in never let it be quiet.
  private func fill(_ block: Block, mayPause: Bool) throws(Failure) -> BlockEnd {
    if isLeftOpen { return .over }
    var hasLines = LineScan.lastLineEnd(block.bytes) != nil
    while block.count < block.capacity {
      if hasLines, deadline == nil, stream.letsWait {
        deadline = .now + .milliseconds(settings.quiet)
      }
      while !stream.wait(milliseconds: mayPause ? 0 : waitingTime(hasLines)) {
        if isOver { return .over }
        if hasLines, !mayPause || isDue { return .quiet }
        if reading.isPausing { return .quiet }
        if mayPause { return .nothing }
      }
      if isOver { return .over }
      if reading.isPausing { return .quiet }
      if hasLines, settings.quiet > 0, isDue { return .quiet }
      let begin = reading.watch == nil ? 0 : Stopwatch.now
      let count = try stream.read(into: block.room)
      reading.watch?.add(.reading(track.source), from: begin, to: Stopwatch.now, bytes: count)
      if count == 0 { return .over }
      let read = Bytes(block.memory + block.count, count)
      hasLines = hasLines || LineScan.lastLineEnd(read) != nil
      block.count += count
    }
    return .full
  }

  /// Whether whole lines have waited long enough.
  private var isDue: Bool { deadline.map { $0 <= .now } ?? false }

  /// What to wait for after `waits`.
  var wakeUp: WakeUp {
    var wakeUp = stream.wakeUp
    if let deadline {
      let left = (deadline - .now) / .milliseconds(1)
      wakeUp.milliseconds = min(wakeUp.milliseconds, max(Int(left.rounded(.up)), 0))
    }
    return wakeUp
  }

  /// Who waits for nothing still looks now and then whether the run is to end.
  private func waitingTime(_ hasLines: Bool) -> Int {
    hasLines ? settings.quiet : max(settings.quiet, RunSettings.glance)
  }

  /// An input that is silent would not let us notice otherwise.
  private var isOver: Bool { reading.isOver }

  // MARK: going on

  /// Goes to where an earlier run has stopped; false when the input is shorter by now.
  ///
  /// Shape: where lines change decoding, all before the place is read again, for its headers alone.
  /// Cost: then as much as reading and unpacking, else nothing.
  ///
  /// `known` is what the headers before the place have said, if somebody still knows that.
  func skip(to mark: InputMark, _ known: ContextShelf.Known?) throws(Failure) -> Bool {
    if format.marker == nil && !format.hasHeading || known != nil, stream.seek(to: mark.offset) {
      context = known?.context
      place = InputPlace(offset: mark.offset, line: mark.line)
      return true
    }
    let block = Block()
    while place.offset + UInt64(block.count) < mark.offset {
      let left = Int(clamping: mark.offset - place.offset - UInt64(block.count))
      let room = UnsafeMutableRawBufferPointer(rebasing: block.room.prefix(left))
      let count = try stream.read(into: room)
      guard count > 0 else { return false }
      block.count += count
      if block.room.isEmpty || count == left { pass(block) }
    }
    place.line = mark.line
    return true
  }

  /// Passes over the whole lines of a block; a line that fills it is no header.
  private func pass(_ block: Block) {
    let end = LineScan.lastLineEnd(block.bytes).map { $0 + 1 } ?? block.count
    context = LineScan(block.bytes.prefix(end), format: format, context: context).context
    place.offset += UInt64(end)
    block.keepTail(from: end)
  }

  // MARK: long records

  /// A full block without a line end: makes room for a longer line, or gives the record up.
  private func growOrDiscard(_ block: Block) throws(Failure) -> Bool {
    if block.capacity < longestRecord + 1 {
      let size = min(block.capacity * 2, longestRecord + 1)
      exchange.takeMoreMemory(size - block.capacity)
      block.grow(to: size)
      return true
    }
    return try discard(block)
  }

  /// Reads a record that is too long to its end, keeping its beginning, length and digest.
  ///
  /// Errors: the input broke off; the record is submitted all the same.
  private func discard(_ block: Block) throws(Failure) -> Bool {
    var hash = SHA256()
    let kept = Array(block.bytes.prefix(InputReader.keptOfLongRecord).buffer)
    hash.add(block.bytes)
    var length = UInt64(block.count)
    var failure: Failure?
    block.count = 0
    search: while true {
      do throws(Failure) {
        if try fillOnce(block) == 0 {
          guard !grows else { return dropRecord(block) }
          break search
        }
      } catch {
        failure = error
        break search
      }
      let end = block.bytes.firstIndex(of: 10)
      hash.add(block.bytes.prefix(end ?? block.count))
      length += UInt64(end ?? block.count)
      if let end {
        block.keepTail(from: end + 1)
        place.offset += 1
        break search
      }
      block.count = 0
    }
    let trouble = InputTrouble(
      failure: .tooLarge(length, limit: longestRecord), line: place.line, raw: kept,
      length: length, sha256: hash.finish().hex)
    place.line += 1
    place.offset += length
    guard office.submit(trouble, of: track, place) else { return false }
    if let failure { throw failure }
    return true
  }

  /// A long record that is still being written is left for later.
  private func dropRecord(_ block: Block) -> Bool {
    block.count = 0
    isLeftOpen = true
    return true
  }

  /// Whether the input ended inside a record that is too long.
  private var isLeftOpen = false

  /// Reads some bytes into an empty block; 0 at the end of the input or of the run.
  private func fillOnce(_ block: Block) throws(Failure) -> Int {
    while !stream.wait(milliseconds: max(settings.quiet, RunSettings.glance)) {
      if isOver { return 0 }
    }
    if isOver { return 0 }
    block.count = try stream.read(into: block.room)
    return block.count
  }

  func close() {
    noteRead()
    stream.close()
  }

  // MARK: records that kill

  /// Submits the lines of a block one by one, each when the one before is written.
  private func submitAlone(_ block: Block, _ suspicion: Suspicion) -> Bool {
    var start = 0
    // Only behind the last line nothing is left.
    let isEnd = place.isEnd
    while start < block.count {
      let end = block.bytes.firstIndex(of: 10, from: start).map { $0 + 1 } ?? block.count
      let line = exchange.takeBlock()
      block.copy(start..<end, into: line)
      place.isEnd = isEnd && end == block.count
      defer { start = end }
      exchange.takeMoreMemory(line.capacity)
      guard submitAlone(line: line, suspicion), exchange.waitUntilWritten() else { return false }
      suspicion.passed(bytes: end - start)
    }
    giveBack(block)
    return true
  }

  /// Submits one line; one that has killed runs again and again goes to the failed sinks unread.
  private func submitAlone(line: Block, _ suspicion: Suspicion) -> Bool {
    guard let mark = track.mark(place), suspicion.mustNotRun(mark, source: track.source) else {
      return office.submit(line, of: track, &place, &context)
    }
    let raw = Line.content(line.bytes.hasSuffix("\n") ? line.bytes.dropLast(1) : line.bytes)
    var hash = SHA256()
    hash.add(raw)
    let trouble = InputTrouble(
      failure: suspicion.failure, line: place.line,
      raw: Array(raw.prefix(InputReader.keptOfLongRecord).buffer), length: UInt64(raw.count),
      sha256: hash.finish().hex)
    place.line += 1
    place.offset += UInt64(line.count)
    giveBack(line)
    return office.submit(trouble, of: track, place)
  }
}
