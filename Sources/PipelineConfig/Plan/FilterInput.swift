import StageKit

/// The standard input of a filter.
///
/// Shape: unlike a stream it has an end, before which nothing is good: who is stopped has not done
/// its work, and must say so to whoever waits for it.
struct FilterInput: Source {
  static let spec = Spec("filter_input", "the standard input of a filter")

  private let base: any Source
  private let name: String?

  init(_ setup: Setup) throws(Findings) {
    throw [setup.finding(nil, "unknown-plugin", "'filter_input' is made by a filter alone")]
  }

  init(_ base: any Source, name: String?) {
    self.base = base
    self.name = name
  }

  var isEndless: Bool { false }

  func inputs() throws(Failure) -> [any ByteInput] {
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
