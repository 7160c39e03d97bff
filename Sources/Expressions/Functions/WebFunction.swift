import Digests
import EventModel
import WebValues

/// Richline's own: URLs, queries, hashes, Base64.
enum WebFunction: BitwiseCopyable {
  case url
  case urlScheme, urlHost, urlPort, urlPath, urlQuery, urlFragment
  case query
  case hash
  case encodeBase64, decodeBase64

  func call(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    let value = arguments[0]
    switch self {
    case .encodeBase64:
      guard value.kind == .bytes else { return Function.noOverload }
      guard run.spend(value.bytes.count * 2) else { return Evaluation.tooLarge }
      return .text(Base64.encode(value.bytes, arena: run.arena))
    case .decodeBase64:
      guard value.kind == .text else { return Function.noOverload }
      guard run.spend(value.bytes.count) else { return Evaluation.tooLarge }
      return .run(Base64.decode(value.bytes, arena: run.arena), .bytes)
    case .query: return query(arguments, &run)
    case .hash: return hash(arguments, &run)
    default: return part(value, &run)
    }
  }

  /// A part of a URL, which is null when it is absent; a text that is no URL has no parts.
  private func part(_ value: Value, _ run: inout Evaluation) -> Value {
    guard value.kind == .text || value.kind == .url else { return Function.noOverload }
    guard run.spend(value.bytes.count * 3) else { return Evaluation.tooLarge }
    guard let uri = URI.parse(value.bytes, arena: run.arena) else {
      return run.error("'\(value.bytes.prefix(200).string)' is no URL")
    }
    switch self {
    case .urlScheme: return text(uri.scheme)
    case .urlHost: return text(uri.host)
    case .urlPort: return .integer(uri.port)
    case .urlPath: return text(uri.path)
    case .urlQuery: return text(uri.query)
    case .urlFragment: return text(uri.fragment)
    default: return .run(value.bytes, .url)
    }
  }

  private func text(_ part: Bytes?) -> Value { part.map(Value.text) ?? .null }

  /// The decoded value of a key in the query of a URL, or in what is only a query.
  private func query(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    guard arguments.count == 2, arguments.kind(1) == .text,
      arguments.kind(0) == .text || arguments.kind(0) == .url
    else { return Function.noOverload }
    let text = arguments[0].bytes
    var raw = text
    if let mark = text.firstIndex(of: UInt8(ascii: "?")) {
      raw = text.dropFirst(mark + 1)
    } else if Texts.find(WebFunction.schemeEnd, in: text) != nil {
      return .null
    }
    if let end = raw.firstIndex(of: UInt8(ascii: "#")) { raw = raw.prefix(end) }
    guard let value = QueryString(raw).value(named: arguments[1].bytes) else { return .null }
    guard run.spend(value.count * 3) else { return Evaluation.tooLarge }
    let decoded = PercentCoding.decode(value, .plusAsBlank, arena: run.arena)
    return .text(UTF8Repair.repaired(decoded, arena: run.arena))
  }

  private static let schemeEnd = Bytes.constant("://")

  static let algorithms = MessageDigest.Algorithm.allCases.map(\.rawValue)

  static func hasAlgorithm(_ name: Bytes) -> Bool { MessageDigest.Algorithm(name) != nil }

  private func hash(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    guard arguments.count == 2, arguments.kind(1) == .text,
      arguments.kind(0) == .text || arguments.kind(0) == .bytes
    else { return Function.noOverload }
    guard let algorithm = MessageDigest.Algorithm(arguments[1].bytes) else {
      return run.error("no algorithm '\(arguments[1].bytes.prefix(32).string)'")
    }
    guard let room = run.room(MessageDigest.hexLimit) else { return Evaluation.tooLarge }
    let count = MessageDigest.writeHex(of: arguments[0].bytes, algorithm, to: room)
    return .text(run.arena.commit(count))
  }
}
