/// A site or company that sends visitors, as a database lists it.
struct RefererSource: Equatable {
  let medium: String
  let name: String
  /// Hosts, or hosts with a path.
  let domains: [String]
  /// Names of the query parameters that hold the search term.
  let parameters: [String]
}
