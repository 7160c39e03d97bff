public import StageKit

/// Opens MaxMind DB files as IP tables.
public enum MMDBProvider: LookupProvider {
  public static let spec = Spec(
    "mmdb", "a MaxMind DB file: GeoLite2, GeoIP2, DB-IP, your own",
    notes: """
      The file is read whole into private memory and checked before any event sees it: what happens
      to the file afterwards cannot touch a running pipeline. `path` is required.
      """,
    example: """
      lookups:
        cities: { use: mmdb, path: GeoLite2-City.mmdb }
      """)

  public static let interface = LookupInterface.ipTable.name
  public static let needsPath = true

  public static func type(of column: String, in setup: LookupSetup) -> FieldType? {
    KnownFields.type(of: column)
  }

  public static func open(_ setup: LookupSetup) throws(Failure) -> any Lookup {
    guard let path = setup.resolvedPath else {
      throw Failure(
        .lookup, "lookup '\(setup.name)' needs a 'path': no address database ships with the program"
      )
    }
    do throws(LookupError) { return try MMDBTable.open(path: path) } catch {
      throw Failure(.lookup, error.message)
    }
  }

  public static func look(_ setup: LookupSetup) throws(Failure) {
    guard let path = setup.resolvedPath else { return }
    do throws(LookupError) { try MMDBTable.look(path: path) } catch {
      throw Failure(.lookup, error.message)
    }
  }
}
