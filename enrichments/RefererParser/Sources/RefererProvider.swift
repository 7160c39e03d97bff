public import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Opens referer databases.
///
/// Errors: a failure of class `lookup` that names the file, and the line of what is wrong in it.
public enum RefererProvider: LookupProvider {
  static let medium = Option<String>.optional(
    "medium", "the medium of a list in Matomo's form, which names none")

  public static let spec = Spec(
    "referers", "which hosts are search engines, social sites, webmail, ads, assistants", medium,
    notes: """
      The file has Snowplow's form in YAML or JSON: `medium: { source: { domains: [...], parameters:
      [...] } }`; or Matomo's, `source: [hosts]`, or `source: [{ urls: [...], params: [...] }]`; the
      content tells which. Entries of Matomo's form have the medium that the option says, else `search`
      when they have `urls` and `social` when they are plain hosts; patterns among `params`, and hosts
      with `{}` between others, are passed over. A domain is a host, or a host and a path; one that ends
      in `.{}` stands for all countries, `google.{}` for `google.de` and `google.co.uk`. Media are free; entries of the medium
      `unknown` say that a host is not to be classified. Without `path` the database that ships with
      the program serves. A key that is listed twice keeps its first entry. Hosts are compared as
      they are written, so keys are in lower case.
      """,
    example: """
      lookups:
        referers: { use: referers, path: referers.yml }
      """)

  public static let interface = LookupInterface<any RefererTable>.refererTable.name

  public static func open(_ setup: LookupSetup) throws(Failure) -> any Lookup {
    let place = LookupFiles.locate(
      "referers/referers.json", inSource: "enrichments/RefererParser/data/referers.json",
      explicit: setup.resolvedPath, environment: environment)
    guard let path = place.path ?? setup.resolvedPath else {
      throw Failure(
        .lookup,
        "the referer database that ships with the program is in none of its places: "
          + place.tried.joined(separator: ", "))
    }
    let file = try DataFile.read(path)
    return RefererDatabase(
      try RefererFile.read(file, medium: setup[medium]), checksum: DataFile.checksum(of: file))
  }

  /// The one variable that the search asks for.
  private static var environment: [String: String] {
    getenv("RICHLINE_SHARE").map { ["RICHLINE_SHARE": String(cString: $0)] } ?? [:]
  }
}
