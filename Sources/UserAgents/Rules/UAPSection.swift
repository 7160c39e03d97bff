/// One of the three lists of a rules file.
enum UAPSection: String, CaseIterable {
  case userAgents = "user_agent_parsers"
  case systems = "os_parsers"
  case devices = "device_parsers"

  /// The key of each value's replacement, and the group that stands in for it.
  var values: [(key: String, group: Int?)] {
    switch self {
    case .userAgents:
      [
        ("family_replacement", 1), ("v1_replacement", 2), ("v2_replacement", 3),
        ("v3_replacement", 4),
      ]
    case .systems:
      [
        ("os_replacement", 1), ("os_v1_replacement", 2), ("os_v2_replacement", 3),
        ("os_v3_replacement", 4), ("os_v4_replacement", 5),
      ]
    case .devices:
      [("device_replacement", 1), ("brand_replacement", nil), ("model_replacement", 1)]
    }
  }

  /// Whether blanks around values are cut. Of programs they are not, as in uap-core's own parsers.
  var trims: Bool { self != .userAgents }
}
