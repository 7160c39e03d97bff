import ArgumentParser

/// What a new pipeline is for.
enum Recipe: String, ExpressibleByArgument, CaseIterable {
  case webLogs = "web-logs"
  case pixel, ndjson, stdin

  struct File {
    let name: String
    let text: String
  }

  /// The pipeline file and its sample.
  var files: [File] {
    [File(name: "pipeline.yaml", text: pipeline), File(name: sampleName, text: sample)]
  }

  private var sampleName: String { self == .ndjson ? "sample.ndjson" : "sample.log" }

  /// How the sample is looked at.
  var tryLine: String { "richline try pipeline.yaml < \(sampleName)" }

  var runLine: String {
    self == .stdin
      ? "richline run pipeline.yaml < \(sampleName)" : "richline run pipeline.yaml"
  }

  private var pipeline: String {
    switch self {
    case .webLogs: Recipe.webLogsPipeline
    case .pixel: Recipe.pixelPipeline
    case .ndjson: Recipe.ndjsonPipeline
    case .stdin: Recipe.stdinPipeline
    }
  }

  private var sample: String {
    switch self {
    case .webLogs, .stdin: Recipe.accessLog
    case .pixel: Recipe.pixelLog
    case .ndjson: Recipe.events
    }
  }
}
