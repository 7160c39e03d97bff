package import StageKit

extension Spec {
  /// Keys of the declaration that every stage has already: a pipeline file could never state them.
  package var reservedKeys: [String] {
    keys.filter(Grammar.stage.known.contains)
  }
}
