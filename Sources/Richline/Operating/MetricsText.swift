/// A snapshot in the text form that Prometheus reads.
///
/// Shape: names begin with `richline_`; counters end in `_total`; labels are ids of the pipeline file.
/// Source: the text exposition format, version 0.0.4.
public struct MetricsText {
  /// The media type of the text, as Prometheus names its version.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// The lines as Prometheus reads them, each with its line end.
  public private(set) var text = ""
  private let snapshot: RunSnapshot

  /// Makes the text of a snapshot.
  public init(_ snapshot: RunSnapshot) {
    self.snapshot = snapshot
    writeRun()
    writeSources()
    writeStages()
    writeSinks()
    writeLookups()
    writeMeans()
  }

  // MARK: parts

  private mutating func writeRun() {
    add("info", .gauge, "the pipeline that runs") { [Sample(1, ("pipeline", $0.pipeline))] }
    add("start_time_seconds", .gauge, "when the run began, since 1970") {
      [Sample(seconds: $0.begun)]
    }
    add("books_balanced", .gauge, "1 when every count agrees with the others") {
      [Sample($0.imbalances.isEmpty ? 1 : 0)]
    }
    add("failed_share", .gauge, "events and records that failed, of all since the run began") {
      [Sample($0.failedShare)]
    }
    add("read_bytes_total", .counter, "bytes of input as they are stored") {
      [Sample($0.bytesRead)]
    }
  }

  private mutating func writeSources() {
    add("source_lines_total", .counter, "lines that were read") {
      $0.sources.map { Sample($0.lines, ("source", $0.id)) }
    }
    add("source_lines_in_flight", .gauge, "lines that were read and have no outcome") {
      $0.sources.map { Sample($0.inFlight, ("source", $0.id)) }
    }
    add("source_ignored_lines_total", .counter, "lines that are no records") {
      $0.sources.flatMap {
        [
          Sample($0.headers, ("source", $0.id), ("kind", "header")),
          Sample($0.blank, ("source", $0.id), ("kind", "blank")),
        ]
      }
    }
    add("source_records_total", .counter, "records by what became of them") {
      $0.sources.flatMap {
        [
          Sample($0.decoded, ("source", $0.id), ("outcome", "decoded")),
          Sample($0.empty, ("source", $0.id), ("outcome", "empty")),
          Sample($0.unreadable, ("source", $0.id), ("outcome", "failed")),
        ]
      }
    }
    add("source_events_total", .counter, "events that were made of records") {
      $0.sources.flatMap {
        [
          Sample($0.events - $0.rejected, ("source", $0.id), ("outcome", "passed")),
          Sample($0.rejected, ("source", $0.id), ("outcome", "failed")),
        ]
      }
    }
    add("source_unrouted_events_total", .counter, "events that no sink wanted") {
      $0.sources.map { Sample($0.unrouted, ("source", $0.id)) }
    }
    add("source_redelivered_lines_total", .counter, "lines, of those, that came once more") {
      $0.sources.map { Sample($0.redelivered, ("source", $0.id)) }
    }
    add("source_failed_inputs_total", .counter, "inputs that were not read to their end") {
      $0.sources.map { Sample($0.failedInputs, ("source", $0.id)) }
    }
  }

  private mutating func writeStages() {
    add("stage_in_total", .counter, "events that came to a stage") {
      $0.stages.map { Sample($0.incoming, ("stage", $0.id)) }
    }
    add("stage_added_total", .counter, "events that a stage made beyond those that came to it") {
      $0.stages.map { Sample($0.added, ("stage", $0.id)) }
    }
    add("stage_events_total", .counter, "events of a stage by what became of them") {
      $0.stages.flatMap {
        [
          Sample($0.outgoing, ("stage", $0.id), ("outcome", "out")),
          Sample($0.filtered, ("stage", $0.id), ("outcome", "filtered")),
          Sample($0.dropped, ("stage", $0.id), ("outcome", "dropped")),
          Sample($0.failed, ("stage", $0.id), ("outcome", "failed")),
          Sample($0.unowed, ("stage", $0.id), ("outcome", "unowed")),
        ]
      }
    }
  }

  private mutating func writeSinks() {
    add("sink_in_total", .counter, "events that came to a sink") {
      $0.sinks.map { Sample($0.incoming, ("sink", $0.id)) }
    }
    add("sink_events_total", .counter, "events of a sink by what became of them") {
      $0.sinks.flatMap {
        [
          Sample($0.written, ("sink", $0.id), ("outcome", "written")),
          Sample($0.filtered, ("sink", $0.id), ("outcome", "filtered")),
          Sample($0.failed, ("sink", $0.id), ("outcome", "failed")),
          Sample($0.unowed, ("sink", $0.id), ("outcome", "unowed")),
        ]
      }
    }
    add("sink_taken_rows_total", .counter, "rows that were handed to the target") {
      $0.sinks.map { Sample($0.taken, ("sink", $0.id)) }
    }
    add("sink_confirmed_rows_total", .counter, "rows that the target took for good") {
      $0.sinks.map { Sample($0.confirmed, ("sink", $0.id)) }
    }
    add("sink_refused_rows_total", .counter, "rows that the target refused for good") {
      $0.sinks.map { Sample($0.refused, ("sink", $0.id)) }
    }
    add("sink_waiting", .gauge, "1 while the target refuses") {
      $0.sinks.map { Sample($0.waitsFor == nil ? 0 : 1, ("sink", $0.id)) }
    }
  }

  private mutating func writeLookups() {
    func labels(_ lookup: RunSnapshot.Lookup) -> [(String, String)] {
      [("lookup", lookup.name), ("type", lookup.type)]
    }
    add("lookup_info", .gauge, "the version that events get") {
      $0.lookups.map { Sample(1, labels: labels($0) + [("version", $0.version)]) }
    }
    add("lookup_build_time_seconds", .gauge, "when the data was made, since 1970") {
      $0.lookups.compactMap { lookup in
        lookup.built.map { Sample(Double($0), labels: labels(lookup)) }
      }
    }
    add("lookup_age_seconds", .gauge, "how old the data is") { snapshot in
      snapshot.lookups.compactMap { lookup in
        lookup.built.map {
          let age = Double(snapshot.time) - 1000 * Double($0)
          return Sample(age.rounded() / 1000, labels: labels(lookup))
        }
      }
    }
    add("lookup_bytes", .gauge, "memory that the data takes") {
      $0.lookups.map { Sample(Double($0.byteCount), labels: labels($0)) }
    }
    add("lookup_swaps_total", .counter, "new versions that took over") {
      $0.lookups.map { Sample($0.swaps, ("lookup", $0.name)) }
    }
    add("lookup_failures_total", .counter, "new versions that could not be had or used") {
      $0.lookups.map { Sample($0.failures, ("lookup", $0.name)) }
    }
    add("lookup_newest", .gauge, "0 while the newest version cannot be had or used") {
      $0.lookups.map { Sample($0.trouble == nil ? 1 : 0, ("lookup", $0.name)) }
    }
  }

  private mutating func writeMeans() {
    add("memory_limit_bytes", .gauge, "the budget for input that is under way") {
      [Sample(Double($0.memory.limit))]
    }
    add("memory_used_bytes", .gauge, "what is taken of the budget") {
      [Sample(Double($0.memory.inUse))]
    }
    add("tickets_in_flight", .gauge, "blocks of input that are under way") {
      [Sample(Double($0.openTickets))]
    }
    add("lag_seconds", .gauge, "how long the oldest block has been under way") {
      [Sample(seconds: $0.lagMilliseconds)]
    }
    add("checkpoint_epoch", .gauge, "checkpoints so far, with those of earlier runs") {
      $0.checkpoint.map { [Sample($0.epoch)] } ?? []
    }
    add("checkpoint_age_seconds", .gauge, "time since the last checkpoint") { snapshot in
      snapshot.checkpoint.map { [Sample(seconds: snapshot.time - $0.time)] } ?? []
    }
  }

  // MARK: lines

  private enum Kind: String { case counter, gauge }

  private struct Sample {
    let value: String
    let labels: [(String, String)]

    init(_ value: UInt64, _ labels: (String, String)...) {
      self.value = String(value)
      self.labels = labels
    }

    init(_ value: Double, labels: [(String, String)] = []) {
      self.value = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
      self.labels = labels
    }

    init(seconds milliseconds: Int64) { self.init(Double(milliseconds) / 1000) }
  }

  /// A metric with its samples; nothing when it has none.
  private mutating func add(
    _ name: String, _ kind: Kind, _ help: String, _ samples: (RunSnapshot) -> [Sample]
  ) {
    let samples = samples(snapshot)
    guard !samples.isEmpty else { return }
    text += "# HELP richline_\(name) \(help)\n# TYPE richline_\(name) \(kind.rawValue)\n"
    for sample in samples {
      let labels = sample.labels.map { "\($0.0)=\"\(MetricsText.escaped($0.1))\"" }
      let braces = labels.isEmpty ? "" : "{" + labels.joined(separator: ",") + "}"
      text += "richline_\(name)\(braces) \(sample.value)\n"
    }
  }

  private static func escaped(_ text: String) -> String {
    text.escaped { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "\"": "\\\""
      case "\n": "\\n"
      default: nil
      }
    }
  }
}
