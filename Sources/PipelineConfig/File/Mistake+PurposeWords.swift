import DiagnosticKit

extension Mistake {
  /// Mistakes of a pipeline that is used for something else than to run as it says.
  var purposeWords: (String, String, [String])? {
    switch self {
    case .filterNeedsSink(let ids):
      (
        "filter", "a filter has one output, and these sinks take good events: \(Mistake.list(ids))",
        ["say which one goes to stdout: '--filter --sink \(ids[0])'"]
      )
    case .filterNeedsSource(let ids, let sink):
      (
        "filter",
        "stdin stands for one source, and these lead to sink '\(sink)': \(Mistake.list(ids))",
        ["say which one it is: '--filter --source \(ids[0])'"]
      )
    case .filterWithoutLines(let id):
      (
        "filter", "the sink '\(id)' writes no lines, so nothing would come out of a filter",
        ["name a sink with a format: '--filter --sink ID'"]
      )
    case .notOfFilter(let key):
      (
        "filter", "'\(key)' does not apply to a filter: whoever starts it looks after it",
        ["remove it, or run the pipeline without '--filter'"]
      )
    case .noSuchSink(let id, let valid):
      (
        "unknown-id", "there is no sink of good events '\(id)'",
        Mistake.nearest(id, valid, list: "there are")
      )
    case .sourceElsewhere(let id, let sink, let valid):
      (
        "unknown-id", "no source '\(id)' leads to sink '\(sink)'",
        Mistake.nearest(id, valid, list: "there lead")
      )
    default: nil
    }
  }

  private static func list(_ ids: [String]) -> String { ids.joined(separator: ", ") }
}
