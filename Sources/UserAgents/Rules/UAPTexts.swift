import EventModel

/// The texts of replacements: each stands in memory once, however many rules have it.
///
/// Shape: texts live as long as `arena`; the table is for reading the rules only.
struct UAPTexts {
  let arena = Arena()
  private var known: [String: Bytes] = [:]

  mutating func intern(_ text: String) -> Bytes {
    if let bytes = known[text] { return bytes }
    let bytes = arena.copy(text)
    known[text] = bytes
    return bytes
  }
}
