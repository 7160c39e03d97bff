package import StageKit

extension Spec {
  /// Keys of the declaration that every stage has already: a pipeline file could never state them.
  package var reservedKeys: [String] {
    let taken = Grammar.stage.known + Grammar.stage.notYet
    return keys.filter(taken.contains)
  }
}
