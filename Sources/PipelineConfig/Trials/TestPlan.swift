package import DiagnosticKit
package import EventModel
package import MarkedYAML

/// A checked test of a pipeline file.
package struct TestPlan: Sendable {
  package let name: String
  /// Where its name stands.
  package let span: SourceSpan
  /// The whole entry, as it was written.
  package let node: Node
  /// The id of the source that its event comes from.
  package let source: String
  package let input: TestInput
  /// Milliseconds since 1970 that stand for "now"; nil: when nothing is stated.
  package let now: Int64?
  package let fixtures: [String: FixtureTable]
  package let expectation: TestExpectation
}

/// What goes into a pipeline.
package enum TestInput: Sendable {
  /// The fields of an event, as if it had been read.
  case event([TestValue])
  /// Lines as the source reads them.
  case line(String)
}

/// A field with its value, as it was written.
package struct TestValue: Sendable {
  package let field: Field
  package let key: SourceSpan
  package let node: Node

  /// The value in the type of its field; nil when it is none.
  ///
  /// Shape: nothing is empty; a list or map is JSON.
  package func slot(_ arena: Arena) -> Slot? { ValueReading.slot(node, field.type, arena) }
}

/// What is expected of what went in.
package enum TestExpectation: Sendable {
  case nothing
  /// Events with at least these fields, in their order, behind a stage or at a sink; nil: at the end
  /// of the main chain.
  case events([[TestValue]], at: String?)
  case failed(id: Node?, kind: Node?, message: Node?)
  /// The id of the stage, or of the sink, that takes the event out.
  case filtered(Node)
  case dropped(Node)
}
