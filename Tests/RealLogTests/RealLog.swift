import Foundation
import TestSupport
import Testing

/// A log from the wild, which stands beside the project.
struct RealLog: CustomTestStringConvertible, Sendable {
  /// Its path in the folder of data.
  let name: String
  let format: Format

  enum Format: Sendable {
    /// With the host of the pages, and what is internal beside it.
    case combined(host: String, internal: [String])
    case cloudfront
    /// JSON objects whose `line` is a line of CloudFront's, or of another collector's.
    case cloudfrontLines
  }

  var testDescription: String { name }
  /// Without its folder.
  var shortName: String { String(name.split(separator: "/").last ?? "") }
  var file: URL { RealLog.folder.appendingPathComponent(name) }

  static let elastic = RealLog(
    name: "elastic-apache_logs.log",
    format: .combined(host: "http://www.semicomplete.com", internal: ["semicomplete.com"]))
  static let hackers = RealLog(
    name: "nielsbasjes-hackers-access.log",
    format: .combined(
      host: "http://howto.basjes.nl", internal: ["niels.basjes.nl", "www.basjes.nl", "basjes.nl"]))
  static let lines = RealLog(name: "cloudfront-lines.jsonl", format: .cloudfrontLines)

  /// Those that are there, CloudFront's whole files last; none when the folder is not there.
  static let all: [RealLog] = {
    guard FileManager.default.fileExists(atPath: elastic.file.path) else {
      print("skipped: there is no \(elastic.file.path)")
      return []
    }
    let fixtures = folder.appendingPathComponent("cloudfront-fixtures").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures)) ?? []
    return [elastic, hackers, lines]
      + names.sorted().map { RealLog(name: "cloudfront-fixtures/\($0)", format: .cloudfront) }
  }()

  /// The folder of data: that of RICHLINE_DATA, else `data` in that of RICHLINE_SHARED, else
  /// `../shared/data` of the package.
  static let folder: URL = {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["RICHLINE_DATA"] { return URL(fileURLWithPath: path) }
    return URL(fileURLWithPath: SharedFolder.folder).appendingPathComponent("data")
  }()

  /// The package.
  static let root = URL(fileURLWithPath: SharedFolder.packageRoot)

  /// The bytes of the log: those of the file, or the lines that its objects hold.
  func bytes() throws -> Data {
    let bytes = try Data(contentsOf: file)
    guard case .cloudfrontLines = format else { return bytes }
    let lines = try bytes.split(separator: 10).compactMap { text -> String? in
      let object = try JSONSerialization.jsonObject(with: Data(text)) as? [String: Any]
      guard let line = object?["line"] as? String, object?["kind"] as? String == "cloudfront",
        object?["has_placeholder"] as? Bool == false, line.contains("\t")
      else { return nil }
      return line + "\n"
    }
    return Data(lines.joined().utf8)
  }
}
