import PipelineConfig
import StageKit

/// Gives tickets to what was read: one for each block, record that is too long, and trouble.
final class TicketOffice {
  private let plan: Plan
  private let exchange: Exchange
  private let settings: RunSettings
  private let lookups: LookupShelf
  private let clock: @Sendable () -> Int64
  private let books: Monitor<Ledger>
  private let control: RunControl
  /// What could not be read, in words for people.
  private(set) var messages: [String] = []

  init(
    plan: Plan, exchange: Exchange, settings: RunSettings, lookups: LookupShelf,
    books: Monitor<Ledger>, control: RunControl, clock: @escaping @Sendable () -> Int64
  ) {
    self.plan = plan
    self.exchange = exchange
    self.settings = settings
    self.lookups = lookups
    self.books = books
    self.control = control
    self.clock = clock
  }

  /// Submits a block of whole lines; false when the run is broken.
  ///
  /// Shape: `place` moves behind the block, `context` becomes what is in force there.
  func submit(
    _ block: Block, of track: InputTrack, _ place: inout InputPlace,
    _ context: inout DecodeContext?, isCutOff: Bool = false
  ) -> Bool {
    guard let ticket = blank(track) else { return false }
    ticket.isCutOff = isCutOff
    ticket.block = block
    ticket.permit = block.capacity
    ticket.firstLine = place.line
    ticket.context = context
    let scan = LineScan(block.bytes, format: plan.sources[track.source].format, context: context)
    context = scan.context
    place.line += UInt64(scan.lines)
    place.offset += UInt64(block.count)
    ticket.end = place
    books.update {
      $0.open()
      $0.saw(lines: UInt64(scan.lines), source: track.source)
    }
    exchange.submit(ticket)
    return true
  }

  /// Submits a record that was given up before decoding.
  func submit(_ record: InputTrouble, of track: InputTrack, _ place: InputPlace) -> Bool {
    books.update { $0.saw(lines: 1, source: track.source) }
    return submit(trouble: record, of: track, place)
  }

  /// Submits the failure of an input as a whole.
  func submit(_ failure: Failure, of track: InputTrack, _ place: InputPlace) -> Bool {
    let message = plan.veil.hidden(failure.message)
    messages.append(message)
    control.tell(.inputFailed(source: plan.sources[track.source].id, message: message))
    let trouble = InputTrouble(failure: failure, line: nil, raw: [], length: 0, sha256: "")
    return submit(trouble: trouble, of: track, place)
  }

  /// Submits that an input is over: nothing else may be left of it.
  func submitEnd(of track: InputTrack, _ place: InputPlace) -> Bool {
    submit(trouble: nil, of: track, place)
  }

  private func submit(
    trouble: InputTrouble?, of track: InputTrack, _ place: InputPlace
  ) -> Bool {
    guard let ticket = blank(track) else { return false }
    ticket.trouble = trouble
    ticket.permit = 0
    ticket.end = place
    books.update { $0.open() }
    exchange.submit(ticket)
    return true
  }

  private func blank(_ track: InputTrack) -> Ticket? {
    guard let ticket = exchange.takeFree() else { return nil }
    ticket.track = track
    ticket.source = track.source
    ticket.lookups = lookups.current
    ticket.now = settings.now ?? clock()
    return ticket
  }
}
