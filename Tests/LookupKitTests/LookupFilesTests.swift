import Glibc
import Testing

@testable import LookupKit

@Suite struct LookupFilesTests {
  @Test func `places are tried in the order that is promised`() {
    let file = TemporaryFile([1], name: "Package.swift")
    let found = LookupFiles.locate(
      "none/x.json", inSource: "enrichments/None/data/x.json", explicit: nil,
      environment: ["RICHLINE_SHARE": "/elsewhere"],
      executable: "\(file.folder)/.build/x86_64-linux/release/richline")
    let folder = file.folder
    #expect(found.path == nil)
    #expect(
      found.tried == [
        "/elsewhere/none/x.json",
        "\(folder)/.build/x86_64-linux/release/share/richline/none/x.json",
        "\(folder)/.build/x86_64-linux/share/richline/none/x.json",
        "\(folder)/enrichments/None/data/x.json",
        "/usr/local/share/richline/none/x.json", "/usr/share/richline/none/x.json",
      ])
  }

  @Test func `an installed program finds its share folder once`() {
    let found = LookupFiles.locate(
      "none", inSource: "none", explicit: nil, environment: [:],
      executable: "/usr/local/bin/richline")
    #expect(
      found.tried == [
        "/usr/local/bin/share/richline/none", "/usr/local/share/richline/none",
        "/usr/share/richline/none",
      ])
  }

  @Test func `the environment wins, and the search ends with the first that exists`() {
    let file = TemporaryFile([1], name: "x")
    let found = LookupFiles.locate("x", environment: ["RICHLINE_SHARE": file.folder])
    #expect(found == LocatedFile(path: file.path, tried: [file.path]))
  }

  @Test func `a path that the user wrote is the only one tried`() {
    let file = TemporaryFile([1], name: "x")
    let environment = ["RICHLINE_SHARE": file.folder]
    let found = LookupFiles.locate("x", explicit: "/nowhere/x", environment: environment)
    #expect(found == LocatedFile(path: nil, tried: ["/nowhere/x"]))
  }

  @Test(arguments: ["", "/", "/richline", "richline", "/.build/richline", "//x//y"])
  func `odd places of the executable do no harm`(executable: String) {
    let found = LookupFiles.locate(
      "none", inSource: "none", explicit: nil, environment: [:], executable: executable)
    #expect(found.path == nil && found.tried.last == "/usr/share/richline/none")
  }
}
