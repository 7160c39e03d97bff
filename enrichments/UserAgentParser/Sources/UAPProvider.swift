public import StageKit

/// Opens uap-core's rules as a user agent table.
public enum UAPProvider: LookupProvider {
  public static let spec = Spec(
    "uap", "uap-core's rules for user agents: program, system and device",
    notes: """
      Without `path` the file is the one that `$RICHLINE_UAP` names; else `uap/regexes.yaml` of the
      program's shared data; else the system's, `\(UAPFile.system)`, which Debian's
      package `uap-core` installs. The file is read once and compiled whole: a rule that does not
      compile stops the start.
      """,
    example: """
      lookups:
        agents: { use: uap, path: regexes.yaml }
      """)

  public static let interface = LookupInterface<any UserAgentTable>.userAgentTable.name

  public static func open(_ setup: LookupSetup) throws(Failure) -> any Lookup {
    let path = try UAPFile.locate(
      explicit: setup.resolvedPath, environment: UAPFile.environment())
    return try UAPTable(try DataFile.read(path))
  }
}
