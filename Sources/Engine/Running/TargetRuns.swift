import EventModel
import StageKit

/// The encoded rows of a ticket for a sink whose path has expressions: which of them, in their order, go
/// to which file.
struct TargetRuns {
  private struct Run {
    let nameEnd: Int
    /// Behind its last row.
    let end: Int
  }

  private var names: [UInt8] = []
  private var runs: [Run] = []

  var isEmpty: Bool { runs.isEmpty }

  mutating func removeAll() {
    names.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
  }

  /// Notes the rows up to a byte of the buffer; those of one file in a row are one run.
  mutating func add(_ name: Bytes, end: Int) {
    if let last = runs.popLast() {
      let start = runs.last?.nameEnd ?? 0
      if names[start...].elementsEqual(name.buffer) {
        runs.append(Run(nameEnd: last.nameEnd, end: end))
        return
      }
      runs.append(last)
    }
    names.append(contentsOf: name.buffer)
    runs.append(Run(nameEnd: names.count, end: end))
  }

  /// Writes the rows, each run to its file.
  func write(_ rows: UnsafeRawBufferPointer, to writer: any SinkWriter) throws(Failure) {
    var (nameStart, start) = (0, 0)
    for run in runs {
      let name = Array(names[nameStart..<run.nameEnd])
      let part = UnsafeRawBufferPointer(rebasing: rows[start..<run.end])
      var failure: Failure?
      name.withUnsafeBytes { name in
        do throws(Failure) { try writer.write(part, to: name) } catch { failure = error }
      }
      if let failure { throw failure }
      (nameStart, start) = (run.nameEnd, run.end)
    }
  }
}
