import StageKit
import Testing

@testable import UserAgentParserStage

@Suite struct UAPFileTests {
  private func message(_ body: () throws(Failure) -> Void) -> String? {
    do throws(Failure) {
      try body()
      return nil
    } catch {
      return error.message
    }
  }

  @Test func `the pipeline's file comes before that of the environment`() throws {
    let path = try UAPFile.locate(
      explicit: "/mine.yaml", environment: ["RICHLINE_UAP": #filePath])
    #expect(path == "/mine.yaml")
  }

  @Test func `the environment's file comes before that of the system`() throws {
    let path = try UAPFile.locate(
      explicit: nil, environment: ["RICHLINE_UAP": #filePath], system: "/")
    #expect(path == #filePath)
  }

  @Test func `the system's file is the last resort`() throws {
    #expect(try UAPFile.locate(explicit: nil, environment: [:], system: #filePath) == #filePath)
  }

  @Test func `a variable that names no file is an error`() {
    #expect(
      message { () throws(Failure) in
        _ = try UAPFile.locate(explicit: nil, environment: ["RICHLINE_UAP": "/no/rules.yaml"])
      } == "there is no file '/no/rules.yaml', which RICHLINE_UAP names")
  }

  @Test func `without any file all places are named`() throws {
    let shipped = LookupFiles.locate(
      "uap/regexes.yaml", environment: ["RICHLINE_SHARE": "/no/share"])
    try #require(shipped.path == nil)
    let tried = (shipped.tried + ["/no/system.yaml"]).map { "'\($0)'" }.joined(separator: ", ")
    #expect(tried.hasPrefix("'/no/share/uap/regexes.yaml', '"))
    #expect(
      message { () throws(Failure) in
        _ = try UAPFile.locate(
          explicit: nil, environment: ["RICHLINE_SHARE": "/no/share"], system: "/no/system.yaml")
      } == "there are no rules for user agents: looked for \(tried); run 'apt install uap-core', "
        + "or name a file by 'path' of a lookup or by RICHLINE_UAP")
  }

  @Test(arguments: [
    ("/no/rules.yaml", "there is no file '/no/rules.yaml'"),
    ("/", "'/' is a folder, not a file"),
    ("/dev/null", "'/dev/null' is not a regular file"),
  ])
  func `a file that cannot be read is named`(_ path: String, _ wanted: String) {
    #expect(
      message { () throws(Failure) in
        _ = try UAPProvider.open(LookupSetup(name: "agents", path: path))
      } == wanted)
  }
}
