import DiagnosticKit
import MarkedYAML

/// One entry of `tests`, as it was written.
struct TestDeclaration {
  /// The whole entry.
  let node: Node
  let name: Placed
  var source: Placed?
  /// Milliseconds since 1970 that stand for "now".
  var now: Int64?
  var lookups: [Entry] = []
  var event: [Entry]?
  var line: Placed?
  var at: Placed?
  /// What the test expects: its key, and how it was written.
  var expectations: [Entry] = []
}
