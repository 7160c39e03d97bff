import LookupKit

/// The version of a lookup that is in force: what failed events, reports and `version_field` say.
struct LookupVersion: Sendable, Equatable {
  let name: String
  /// `version`, when somebody asks: the checksum takes a pass over the data.
  let late: Late<String>

  init(name: String, _ description: LookupDescription) {
    self.name = name
    late = Late { LookupVersion.text(of: description) }
  }

  /// `GeoLite2-City 2026-11-18 sha256:3f9c21ab`; what the data does not say is left out.
  var version: String { late.value }

  static func text(of description: LookupDescription) -> String {
    var words = [description.type]
    if let date = description.buildDate { words.append("\(CalendarDate(date))") }
    if let checksum = description.checksum {
      words.append("sha256:\(checksum.prefix(shownDigits))")
    }
    return words.joined(separator: " ")
  }

  /// Digits of the checksum: enough to tell the versions of one file from each other.
  private static let shownDigits = 8
}
