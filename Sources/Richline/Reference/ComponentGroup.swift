/// What a component is.
public enum ComponentKind: String, CaseIterable, Sendable {
  case stage, lookup, source, sink
  case inputFormat = "input format"
  case outputFormat = "output format"

  /// As headings show it.
  public var title: String {
    switch self {
    case .stage: "Stages"
    case .lookup: "Lookups"
    case .source: "Sources"
    case .sink: "Sinks"
    case .inputFormat: "Input formats"
    case .outputFormat: "Output formats"
    }
  }

  /// The folder of its reference pages.
  var folder: String {
    switch self {
    case .stage: "stages"
    case .lookup: "lookups"
    case .source: "sources"
    case .sink: "sinks"
    case .inputFormat: "input-formats"
    case .outputFormat: "output-formats"
    }
  }
}

/// The installed components of one kind, by name.
public struct ComponentGroup: Sendable {
  public let kind: ComponentKind
  /// Their declarations, sorted by name.
  public let specs: [Spec]

  /// Everything that is installed.
  public static func all(_ registry: Registry) -> [ComponentGroup] {
    [
      ComponentGroup(kind: .stage, specs: registry.stages.map(\.spec)),
      ComponentGroup(kind: .lookup, specs: registry.lookups.map(\.spec)),
      ComponentGroup(kind: .source, specs: registry.sources.map(\.spec)),
      ComponentGroup(kind: .sink, specs: registry.sinks.map(\.spec)),
      ComponentGroup(
        kind: .inputFormat, specs: registry.formats.filter(\.isInput).map(\.spec)),
      ComponentGroup(
        kind: .outputFormat, specs: registry.formats.filter { !$0.isInput }.map(\.spec)),
    ].map { group in
      ComponentGroup(kind: group.kind, specs: group.specs.sorted { $0.name < $1.name })
    }
  }
}

extension FormatEntry {
  var isInput: Bool { makeInput != nil }
}
