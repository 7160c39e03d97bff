import Richline

/// Gives up on events whose label holds one of some letters.
struct Picky: EventStage {
  static let label = Input("label", .text, default: "se_label", "the label")
  static let letters = Option<String>("letters", "labels with one of them fail", default: "")
  static let spec = StageSpec("picky", "fails for some labels", label, letters)

  let label: InputRef
  let letters: [UInt8]

  init(_ setup: Setup) throws(Findings) {
    label = setup[Self.label]
    letters = Array(setup[Self.letters].utf8)
  }

  func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    guard let text = event.text(label), letters.contains(where: text.contains) else { return }
    throw Failure(.plugin, "'\(text.string)' is not liked")
  }
}

extension Bytes {
  fileprivate func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte) != nil }
}
