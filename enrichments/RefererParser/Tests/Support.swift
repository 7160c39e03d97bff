import StageKit
import StageTesting

@testable import RefererParserStage

/// Padded bytes of a text.
func bytes(_ text: String) -> Bytes { .constant(text) }

extension RefererDatabase {
  /// The database of a text in Snowplow's form.
  static func parsed(_ text: String, name: String = "refs.yml") throws(Failure) -> RefererDatabase {
    RefererDatabase(try RefererFile.read(SourceFile(name: name, text: text)))
  }

  /// The database of keys, each a source of its own name under the medium `m`.
  static func keys(_ keys: String...) -> RefererDatabase {
    RefererDatabase(
      keys.map { RefererSource(medium: "m", name: $0, domains: [$0], parameters: []) })
  }

  /// The source of the entry that is found.
  func source(_ host: String, _ path: String = "") -> String? {
    find(host: bytes(host), path: bytes(path))?.source.string
  }
}

/// What a classifier makes of the text of a referer: medium, source, term; nil when nothing.
func classified(
  _ referer: String, page: String? = nil, internal domains: [String] = [],
  _ table: any RefererTable
) throws -> [String?]? {
  let arena = Arena()
  let uri = URI.parse(bytes(referer), arena: arena)
  let classifier = RefererClassifier(internalHosts: try InternalHosts(domains), wantsTerm: true)
  let parts = RefererParts(
    scheme: uri?.scheme, host: uri?.host, path: uri?.path, query: uri?.query)
  let referral = classifier.classify(
    parts, pageHost: page.map { bytes($0) }, table: table, arena: arena)
  return referral.map { [$0.medium, $0.source, $0.term].map { text($0) } }
}

/// The text of a field that holds these bytes: no bytes are no value.
private func text(_ bytes: Bytes?) -> String? {
  bytes.flatMap { $0.isEmpty ? nil : $0.string }
}
