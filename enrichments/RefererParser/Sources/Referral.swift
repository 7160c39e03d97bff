import StageKit

/// What a referer turned out to be.
struct Referral {
  let medium: Bytes
  var source: Bytes?
  var term: Bytes?

  /// A page of one's own.
  static let fromInside = Referral(medium: .constant("internal"))
  /// A page of which the database says nothing.
  static let unknown = Referral(medium: .constant("unknown"))
}
