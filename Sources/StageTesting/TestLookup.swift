public import StageKit

/// A lookup that a test makes itself.
public struct TestLookup: Sendable {
  let entry: LookupEntry
  let providerName: String

  private init(_ table: any Lookup, _ interface: String) {
    let name =
      "fixture_\(interface.filter { $0 != " " }.lowercased())_\(ObjectIdentifier(table).hashValue.magnitude)"
    providerName = name
    entry = LookupEntry(
      spec: Spec(name, "a lookup of a test"), interface: interface
    ) { _ throws(Failure) in table }
  }

  public static func ipTable(_ table: any IPTable) -> TestLookup {
    TestLookup(table, LookupInterface.ipTable.name)
  }

  public static func userAgentTable(_ table: any UserAgentTable) -> TestLookup {
    TestLookup(table, LookupInterface.userAgentTable.name)
  }

  public static func refererTable(_ table: any RefererTable) -> TestLookup {
    TestLookup(table, LookupInterface.refererTable.name)
  }
}
