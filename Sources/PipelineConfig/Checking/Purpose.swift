/// What a pipeline file is read for.
public enum Purpose: Sendable {
  /// To run as it says.
  case run
  /// To be a filter: lines in by stdin, lines out by stdout.
  case filter(FilterWish = FilterWish())
  /// To try failed events again that stand in these files.
  case replay(files: [String])
  /// To look at what becomes of a few events; no sink is touched.
  case trial(TrialWish)

  var isFilter: Bool {
    if case .filter = self { true } else { false }
  }

  /// What a trial looks for; nil for everything else.
  var trial: TrialWish? {
    if case .trial(let wish) = self { wish } else { nil }
  }

  var isReplay: Bool {
    if case .replay = self { true } else { false }
  }
}

/// What of a pipeline becomes a filter.
public struct FilterWish: Sendable, Equatable {
  /// The id of the source that stdin stands for; nil: the only one.
  public var source: String?
  /// The id of the sink whose rows go to stdout; nil: the only one.
  public var sink: String?
  /// How ids and failed events name the input; nil: `stdin`.
  public var inputName: String?

  /// Makes a wish; what is nil has its default.
  public init(source: String? = nil, sink: String? = nil, inputName: String? = nil) {
    self.source = source
    self.sink = sink
    self.inputName = inputName
  }
}
