import Testing

/// A piece of YAML and everything that is said about it.
struct TrapCase: CustomTestStringConvertible {
  let testDescription: String
  let yaml: String
  let said: String

  init(_ name: String, _ yaml: String, _ said: String) {
    testDescription = name
    self.yaml = yaml
    self.said = said
  }
}
