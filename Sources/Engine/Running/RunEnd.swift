import PipelineConfig
import StageKit

/// How a run is closed: the targets get their names when the books balance.
struct RunEnd {
  let plan: Plan
  let control: RunControl
  let books: Monitor<Ledger>
  /// Inputs that could not be read, in words for people.
  let inputTroubles: [String]

  func close(_ writer: Writer) -> RunOutcome {
    if let failure = writer.failure { return giveUp(writer, failure) }
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
    return outcome(
      control.isInterrupted ? .interrupted : inputTroubles.isEmpty ? .good : .trouble)
  }

  private func giveUp(_ writer: Writer, _ failure: Failure) -> RunOutcome {
    writer.abort()
    return outcome(.trouble, hasReport: false, [failure.message])
  }

  private func unbalanced() -> RunOutcome {
    let lines = books.read { $0.imbalances() }
    return outcome(
      .unbalanced,
      ["the counts do not balance; nothing more was written under its final name:"] + lines)
  }

  private func outcome(
    _ status: RunOutcome.Status, hasReport: Bool = true, _ messages: [String] = []
  ) -> RunOutcome {
    RunOutcome(
      status: status, report: hasReport ? LedgerReport(ledger: books.read { $0 }).lines : [],
      messages: inputTroubles + messages)
  }
}
