import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Finds and reads a rules file.
enum UAPFile {
  /// Where Debian's package `uap-core` puts it.
  static let system = "/usr/share/uap-core/regexes.yaml"

  /// The file to open: the one that the pipeline names, the one that `$RICHLINE_UAP` names, one that
  /// ships with the program, the system's.
  ///
  /// Errors: names every place that was tried.
  static func locate(
    explicit: String?, environment: [String: String], system: String = UAPFile.system
  ) throws(Failure) -> String {
    if let explicit { return explicit }
    if let path = environment["RICHLINE_UAP"], !path.isEmpty {
      guard access(path, F_OK) != 0 else { return path }
      throw Failure(.lookup, "there is no file '\(path)', which RICHLINE_UAP names")
    }
    let shipped = LookupFiles.locate("uap/regexes.yaml", environment: environment)
    if let path = shipped.path { return path }
    if access(system, F_OK) == 0 { return system }
    let tried = (shipped.tried + [system]).map { "'\($0)'" }.joined(separator: ", ")
    throw Failure(
      .lookup,
      "there are no rules for user agents: looked for \(tried); run 'apt install uap-core', or name"
        + " a file by 'path' of a lookup or by RICHLINE_UAP")
  }

  /// The variables that say where data is.
  static func environment() -> [String: String] {
    var found: [String: String] = [:]
    for name in ["RICHLINE_UAP", "RICHLINE_SHARE"] {
      if let value = getenv(name) { found[name] = String(cString: value) }
    }
    return found
  }
}
