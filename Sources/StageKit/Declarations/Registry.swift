/// A stage that is installed.
public struct StageEntry: Sendable {
  public let spec: StageSpec
  package let kind: StageKind
  package let make: @Sendable (Setup) throws(Findings) -> any StageRunner

  /// A stage that looks at one event at a time.
  public static func stage<S: WorkspaceStage>(_ type: S.Type) -> StageEntry {
    StageEntry(type.spec, .event) { setup throws(Findings) in EventRunner(try S(setup)) }
  }

  /// A stage that works on whole slices.
  public static func stage<S: BatchStage>(_ type: S.Type) -> StageEntry {
    StageEntry(type.spec, .batch) { setup throws(Findings) in BatchRunner(try S(setup)) }
  }

  /// A stage that waits.
  public static func stage<S: WaitingStage>(_ type: S.Type) -> StageEntry {
    StageEntry(type.spec, .waiting) { setup throws(Findings) in WaitingRunner(try S(setup)) }
  }

  /// A stage that runs in the order of the input.
  public static func stage<S: OrderedStage>(_ type: S.Type) -> StageEntry {
    StageEntry(type.spec, .ordered) { setup throws(Findings) in OrderedRunner(try S(setup)) }
  }

  /// A stage that makes several events of one.
  public static func stage<S: SplitStage>(_ type: S.Type) -> StageEntry {
    StageEntry(type.spec, .split) { setup throws(Findings) in SplitRunner(try S(setup)) }
  }

  init(
    _ spec: StageSpec, _ kind: StageKind,
    make: @escaping @Sendable (Setup) throws(Findings) -> any StageRunner
  ) {
    self.spec = spec
    self.kind = kind
    self.make = make
  }
}

/// A provider of lookups that is installed.
public struct LookupEntry: Sendable {
  public let spec: Spec
  public let interface: String
  public let needsPath: Bool
  public package(set) var takesPath = true
  package let open: @Sendable (LookupSetup) throws(Failure) -> any Lookup
  package var interfaceOf: @Sendable (LookupSetup) -> String
  package var typeOf: @Sendable (String, LookupSetup) -> FieldType? = { _, _ in nil }
  package var columnsOf: @Sendable (LookupSetup) -> [TableColumn]? = { _ in nil }
  package var heading: @Sendable (LookupSetup) throws(Failure) -> [TableColumn]? = { _ in nil }
  package var look: @Sendable (LookupSetup) throws(Failure) -> Void = { _ in }

  package init(
    spec: Spec, interface: String, needsPath: Bool = false,
    open: @escaping @Sendable (LookupSetup) throws(Failure) -> any Lookup
  ) {
    self.spec = spec
    self.interface = interface
    self.needsPath = needsPath
    self.open = open
    interfaceOf = { _ in interface }
  }

  /// A provider of lookups.
  public static func lookup<P: LookupProvider>(_ type: P.Type) -> LookupEntry {
    var entry = LookupEntry(
      spec: type.spec, interface: type.interface, needsPath: type.needsPath
    ) { setup throws(Failure) in try type.open(setup) }
    entry.takesPath = type.takesPath
    entry.interfaceOf = { type.interface(for: $0) }
    entry.typeOf = { type.type(of: $0, in: $1) }
    entry.columnsOf = { type.columns(in: $0) }
    entry.heading = { setup throws(Failure) in try type.heading(setup) }
    entry.look = { setup throws(Failure) in try type.look(setup) }
    return entry
  }
}

/// A source that is installed.
public struct SourceEntry: Sendable {
  public let spec: Spec
  package let make: @Sendable (Setup) throws(Findings) -> any Source

  package init(spec: Spec, make: @escaping @Sendable (Setup) throws(Findings) -> any Source) {
    self.spec = spec
    self.make = make
  }

  /// A source.
  public static func source<S: Source>(_ type: S.Type) -> SourceEntry {
    SourceEntry(spec: type.spec) { setup throws(Findings) in try S(setup) }
  }
}

/// A sink that is installed.
public struct SinkEntry: Sendable {
  public let spec: Spec
  /// False for sinks that take events without a format.
  public let takesFormat: Bool
  package let make: @Sendable (Setup) throws(Findings) -> any Sink

  package init(
    spec: Spec, takesFormat: Bool,
    make: @escaping @Sendable (Setup) throws(Findings) -> any Sink
  ) {
    self.spec = spec
    self.takesFormat = takesFormat
    self.make = make
  }

  /// A sink.
  public static func sink<S: Sink>(_ type: S.Type) -> SinkEntry {
    SinkEntry(spec: type.spec, takesFormat: type.takesFormat) { setup throws(Findings) in
      try S(setup)
    }
  }
}

/// A format that is installed.
public struct FormatEntry: Sendable {
  public let spec: Spec
  package let makeInput: (@Sendable (Setup) throws(Findings) -> any InputFormat)?
  package let makeOutput: (@Sendable (Setup) throws(Findings) -> any OutputFormat)?
  package let claims: InputClaims
  package let columns: ColumnPolicy

  package init(
    spec: Spec, makeInput: (@Sendable (Setup) throws(Findings) -> any InputFormat)?,
    makeOutput: (@Sendable (Setup) throws(Findings) -> any OutputFormat)?, claims: InputClaims,
    columns: ColumnPolicy
  ) {
    self.spec = spec
    self.makeInput = makeInput
    self.makeOutput = makeOutput
    self.claims = claims
    self.columns = columns
  }

  /// What the format is told apart by: one name may stand for an input and an output format.
  fileprivate var key: String { (makeInput == nil ? "output " : "input ") + spec.name }

  /// A format that sources read.
  public static func input<F: InputFormat>(_ type: F.Type) -> FormatEntry {
    FormatEntry(
      spec: type.spec, makeInput: { setup throws(Findings) in try F(setup) }, makeOutput: nil,
      claims: type.claims, columns: .available)
  }

  /// A format that sinks write.
  public static func output<F: OutputFormat>(_ type: F.Type) -> FormatEntry {
    FormatEntry(
      spec: type.spec, makeInput: nil, makeOutput: { setup throws(Findings) in try F(setup) },
      claims: .own, columns: type.columns)
  }
}

/// What is installed: the explicit list from which a pipeline file may choose.
public struct Registry: Sendable {
  /// All stages that may be used.
  public private(set) var stages: [StageEntry]
  /// All providers of lookups that may be used.
  public private(set) var lookups: [LookupEntry]
  /// All sources that may be used.
  public private(set) var sources: [SourceEntry]
  /// All sinks that may be used.
  public private(set) var sinks: [SinkEntry]
  /// Input and output formats; one name may stand for both.
  public private(set) var formats: [FormatEntry]
  /// Fetches data whose path is an address of the web; nil when nothing can.
  package var fetcher: (any DataFetcher)?

  /// Makes a registry of these plugins.
  public init(
    stages: [StageEntry], lookups: [LookupEntry] = [], sources: [SourceEntry] = [],
    sinks: [SinkEntry] = [], formats: [FormatEntry] = []
  ) {
    self.stages = stages
    self.lookups = lookups
    self.sources = sources
    self.sinks = sinks
    self.formats = formats
  }

  /// This registry with more, as an application of one's own or a test needs it.
  ///
  /// Shape: stages and so on are sorted by name; one that is called as an earlier one takes its place.
  public func adding(
    stages: [StageEntry] = [], lookups: [LookupEntry] = [], sources: [SourceEntry] = [],
    sinks: [SinkEntry] = [], formats: [FormatEntry] = []
  ) -> Registry {
    var registry = self
    registry.stages = Registry.merged(self.stages, stages) { $0.spec.name }
    registry.lookups = Registry.merged(self.lookups, lookups) { $0.spec.name }
    registry.sources = Registry.merged(self.sources, sources) { $0.spec.name }
    registry.sinks = Registry.merged(self.sinks, sinks) { $0.spec.name }
    registry.formats = Registry.merged(self.formats, formats) { $0.key }
    return registry
  }

  private static func merged<Entry>(
    _ before: [Entry], _ more: [Entry], key: (Entry) -> String
  ) -> [Entry] {
    let names = Set(more.map(key))
    return (before.filter { !names.contains(key($0)) } + more).sorted { key($0) < key($1) }
  }

  /// This registry with something that fetches data.
  package func adding(fetcher: any DataFetcher) -> Registry {
    var registry = self
    registry.fetcher = fetcher
    return registry
  }
}

extension Registry {
  /// The stage with this name; nil when none is installed.
  public func stage(_ name: String) -> StageEntry? { stages.first { $0.spec.name == name } }
  /// The provider of lookups with this name; nil when none is installed.
  public func lookup(_ name: String) -> LookupEntry? { lookups.first { $0.spec.name == name } }
  /// The source with this name; nil when none is installed.
  public func source(_ name: String) -> SourceEntry? { sources.first { $0.spec.name == name } }
  /// The sink with this name; nil when none is installed.
  public func sink(_ name: String) -> SinkEntry? { sinks.first { $0.spec.name == name } }

  /// The input format with this name; nil when none is installed.
  public func inputFormat(_ name: String) -> FormatEntry? {
    formats.first { $0.spec.name == name && $0.makeInput != nil }
  }

  /// The output format with this name; nil when none is installed.
  public func outputFormat(_ name: String) -> FormatEntry? {
    formats.first { $0.spec.name == name && $0.makeOutput != nil }
  }
}
