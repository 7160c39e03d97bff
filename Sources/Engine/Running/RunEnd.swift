import PipelineConfig
import StageKit

/// How a run is closed: the targets get their names when the books balance.
struct RunEnd {
  let plan: Plan
  let control: RunControl
  let books: Monitor<Ledger>
  /// Inputs that could not be read, in words for people.
  let inputTroubles: [String]
  let lookups: LookupShelf
  /// Whether somebody reads how the run went.
  let reports: Bool

  init(_ round: Round, _ control: RunControl, reports: Bool) {
    self.reports = reports
    plan = round.plan
    books = round.books
    inputTroubles = round.office.messages
    lookups = round.lookups
    self.control = control
  }

  func close(_ writer: Writer) -> RunOutcome {
    if let failure = writer.failure { return giveUp(writer, failure) }
    if let end = writer.end {
      writer.abort()
      return outcome(end.status, hasReport: false, [end.message])
    }
    let isEndless = plan.sources.contains { $0.source.isEndless }
    let isUnfinished = control.isStopping && !isEndless
    if isUnfinished, plan.run.checkpoint == nil {
      writer.abort()
      return outcome(
        .interrupted, hasReport: false,
        ["interrupted: nothing was written under its final name"])
    }
    do throws(Failure) {
      let endsWell = !isUnfinished && !control.isInterrupted && inputTroubles.isEmpty
      let isGood = try writer.commit(
        isEnd: !isUnfinished, endsWell: endsWell, isGood: { $0.imbalances().isEmpty })
      guard isGood else {
        writer.abort()
        return unbalanced()
      }
    } catch {
      return giveUp(writer, error)
    }
    if isUnfinished {
      return outcome(.interrupted, ["interrupted: the next run goes on from here"])
    }
    let excess = isEndless ? nil : writer.share.atEnd
    let status: RunOutcome.Status =
      control.isInterrupted
      ? .interrupted : !inputTroubles.isEmpty ? .trouble : excess?.status ?? .good
    return outcome(status, excess.map { [$0.message] } ?? [])
  }

  private func giveUp(_ writer: Writer, _ failure: Failure) -> RunOutcome {
    writer.abort()
    return outcome(.trouble, hasReport: false, [failure.message])
  }

  /// The books of a plan do not balance.
  func unbalanced() -> RunOutcome {
    let lines = books.read { $0.imbalances() }
    return outcome(
      .unbalanced,
      ["the counts do not balance; nothing more was written under its final name:"] + lines)
  }

  /// The books, and which versions of its lookups the run has used last.
  private var report: [String] {
    LedgerReport(ledger: books.read { $0 }).lines + lookups.health.map(\.line)
  }

  private func outcome(
    _ status: RunOutcome.Status, hasReport: Bool = true, _ messages: [String] = []
  ) -> RunOutcome {
    let isRead = reports || status == .unbalanced
    return RunOutcome(
      status: status, report: hasReport && isRead ? report : [],
      messages: inputTroubles + messages.map(plan.veil.hidden), toldMessages: inputTroubles.count)
  }
}
