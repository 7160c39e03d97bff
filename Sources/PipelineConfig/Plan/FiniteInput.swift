package import DiagnosticKit
package import StageKit

/// An input that has an end, perhaps under another name: that of a filter, or of a trial.
///
/// Shape: unlike a stream it has an end, before which nothing is good: who is stopped has not done
/// its work, and must say so to whoever waits for it.
package struct FiniteInput: Source {
  package static let spec = Spec("finite_input", "an input that has an end")

  private let base: any Source
  private let name: String?

  package init(_ setup: Setup) throws(Findings) {
    throw [setup.finding(nil, "unknown-plugin", "no file can name 'finite_input'")]
  }

  package init(_ base: any Source, name: String?) {
    self.base = base
    self.name = name
  }

  package var isEndless: Bool { false }

  package func inputs() throws(Failure) -> [any ByteInput] {
    let inputs = try base.inputs()
    return name.map { name in inputs.map { NamedInput(base: $0, name: name) } } ?? inputs
  }
}

/// An input under another name.
private struct NamedInput: ByteInput {
  let base: any ByteInput
  let name: String

  func open() throws(Failure) -> any ByteStream { try base.open() }
}
