/// Cases that are not counted as failures: where the reference has a bug and we do the right thing,
/// or where a case rests on other uap-core rules. `Docs/Vectors.md` has the same table.
enum VectorExceptions {
  struct Exception {
    let enrichment: String
    let name: String
    let ordinal: Int
    let reason: String
  }

  static let all = [
    Exception(
      enrichment: "ua_parser", name: "IE 7 (r100 end to end)", ordinal: 1,
      reason: "rests on rules older than uap-core 0.16: the system's family was 'Windows XP', now "
        + "it is 'Windows' with major 'XP'")
  ]

  static func reason(for vector: VectorCase) -> String? {
    all.first {
      $0.enrichment == vector.enrichment && $0.name == vector.name && $0.ordinal == vector.ordinal
    }?.reason
  }
}
