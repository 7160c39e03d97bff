/// All findings of a run, in the order they were made; thrown as one error.
public struct Findings: Error, Sendable, Equatable {
  private var elements: [Finding]

  /// Makes a collection from a list of findings.
  public init(_ findings: [Finding] = []) {
    self.elements = findings
  }

  /// Whether one of them is an error.
  public var hasErrors: Bool { elements.contains { $0.severity == .error } }

  /// Adds a finding at the end.
  public mutating func append(_ finding: Finding) {
    elements.append(finding)
  }

  /// Adds several findings at the end.
  public mutating func append(contentsOf findings: some Sequence<Finding>) {
    elements.append(contentsOf: findings)
  }

  /// The findings by file, line and column; those without a place last, else in their old order.
  public var sorted: Findings {
    let ordered = elements.enumerated().sorted { left, right in
      let leftKey = Self.key(left.element)
      let rightKey = Self.key(right.element)
      return leftKey == rightKey ? left.offset < right.offset : leftKey < rightKey
    }
    return Findings(ordered.map(\.element))
  }

  private static func key(_ finding: Finding) -> (Int, String, Int, Int) {
    guard let span = finding.span else { return (2, "", 0, 0) }
    return (span.file == nil ? 1 : 0, span.file?.name ?? "", span.line, span.column)
  }
}

extension Findings: RandomAccessCollection {
  /// The position of the first finding.
  public var startIndex: Int { elements.startIndex }

  /// The position after the last finding.
  public var endIndex: Int { elements.endIndex }

  /// The finding at a position.
  public subscript(position: Int) -> Finding { elements[position] }
}

extension Findings: ExpressibleByArrayLiteral {
  /// Makes a collection from a literal list.
  public init(arrayLiteral findings: Finding...) {
    self.init(findings)
  }
}

extension Findings: CustomStringConvertible {
  /// All findings as a terminal shows them, for logs and failed tests.
  public var description: String { FindingPrinter().text(self) }
}
