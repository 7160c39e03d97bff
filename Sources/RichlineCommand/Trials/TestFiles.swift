import PipelineTrials
import Richline

/// Writes files of tests.
enum TestFiles {
  /// Writes the files that an update changes.
  static func write(_ update: TestUpdate) throws {
    for file in update.files { try write(file.bytes, to: file.name) }
  }

  /// Adds tests at the end of a file of tests; `before` is the file as it is, if it is there.
  static func append(_ tests: [String], to path: String, _ before: SourceFile?) throws {
    var text = before?.text ?? ""
    if text.isEmpty { text = "# Tests of the pipeline: 'richline test' runs them.\ntests:\n" }
    if !text.hasSuffix("\n") { text += "\n" }
    let margin = TestFiles.margin(of: text)
    for test in tests {
      let lines = test.split(separator: "\n").map { margin + $0 }
      text += lines.joined(separator: "\n") + "\n"
    }
    try write(Array(text.utf8), to: path)
  }

  /// What stands before the tests of a list that is there.
  private static func margin(of text: String) -> String {
    let item = text.split(separator: "\n").last { $0.drop { $0 == " " }.hasPrefix("- name:") }
    return item.map { String($0.prefix { $0 == " " }) } ?? "  "
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    do throws(SystemError) { try OutputFile.write(bytes, to: path) } catch {
      Terminal.error("richline: cannot write '\(path)': \(error.reason)")
      throw ExitStatus.trouble.code
    }
  }
}
