import Foundation
import StageKit
import TestSupport
import Testing

@testable import RefererParserStage

@Suite struct RefererProviderTests {
  private func failure(_ path: String) -> String? {
    let failure = #expect(throws: Failure.self) {
      try RefererProvider.open(LookupSetup(name: "refs", path: path))
    }
    #expect(failure?.kind == .lookup)
    return failure?.message
  }

  @Test func `a path that cannot be read is told`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("referers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let empty = folder.appendingPathComponent("empty.yml").path
    #expect(FileManager.default.createFile(atPath: empty, contents: Data()))
    #expect(failure("/none/refs.yml") == "there is no file '/none/refs.yml'")
    #expect(failure(folder.path) == "'\(folder.path)' is a folder, not a file")
    #expect(failure(empty) == "'\(empty)' is empty")
  }

  @Test func `a relative path belongs to the folder of the pipeline`() throws {
    let folder = SharedFolder.packageRoot + "/enrichments/RefererParser"
    let setup = LookupSetup(name: "refs", path: "data/referers.json", folder: folder)
    let count = try #require(RefererProvider.open(setup).description.entryCount)
    #expect(count > 5000)
  }

  @Test func `without a path the shipped database is opened`() throws {
    let lookup = try RefererProvider.open(LookupSetup(name: "refs", path: nil))
    let table = try #require(lookup as? any RefererTable)
    #expect(lookup.description.type == "referers")
    let url = "https://www.google.co.uk/search?hl=en&q=red+shoes"
    #expect(try classified(url, table) == ["search", "Google", "red shoes"])
    #expect(try classified("https://drive.google.com/", table)?[0] == "unknown")
    #expect(try classified("android-app://com.google.android.gm/", table)?[0] == "email")
  }
}
