/// The declaration of a function: what it is called with, what it gives, what it is for.
///
/// Shape: the forms are both what the checker goes by and what the reference shows:
/// `text.indexOf(text, integer): integer`.
public struct FunctionSpec: Sendable {
  /// What functions stand together in the reference.
  public enum Group: String, CaseIterable, Sendable {
    case web = "URLs, queries, hashes"
    case tables = "Lookups"
    case texts = "Texts"
    case conversions = "Conversions"
    case times = "Times"
    case networks = "IP addresses and networks"
    case numbers = "Numbers"
    case lists = "Lists and maps"
  }

  public let name: String
  /// Where it stands in the reference.
  public let group: Group
  /// The ways it may be called.
  public let forms: [String]
  /// One sentence without capital and full stop.
  public let summary: String
  /// An expression that uses it, and behind `//` what it gives.
  public let example: String

  let overloads: [Overload]

  init(
    _ name: String, _ group: Group, _ function: Function?, _ forms: [String], _ summary: String,
    _ example: String, takesNull: Bool = false
  ) {
    self.name = name
    self.group = group
    self.forms = forms
    self.summary = summary
    self.example = example
    overloads =
      function.map { function in
        forms.compactMap { Overload(form: $0, function, takesNull: takesNull) }
      } ?? []
  }
}
