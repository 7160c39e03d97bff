public import EventModel

/// Families and versions by user agent, as uap-core's rules have them.
public protocol UserAgentTable: Lookup {
  /// A parser for one worker.
  func makeParser() -> any UserAgentParsing
}

/// Parses user agents; one for each worker.
public protocol UserAgentParsing: AnyObject {
  /// What the rules say of an agent; new bytes are taken from `arena`.
  func parse(_ agent: Bytes, arena: Arena) -> UserAgentRecord
  /// Agents of which only the beginning was read.
  var cutCount: Int { get }
  /// Values of program, system or device that were given up because an agent cost too much.
  var limitCount: Int { get }
}

extension UserAgentParsing {
  public var cutCount: Int { 0 }
  public var limitCount: Int { 0 }
}

/// What uap-core's rules say of one user agent; empty where a rule says nothing.
public struct UserAgentRecord: Sendable {
  public var family = Bytes.empty
  public var major = Bytes.empty
  public var minor = Bytes.empty
  public var patch = Bytes.empty
  public var osFamily = Bytes.empty
  public var osMajor = Bytes.empty
  public var osMinor = Bytes.empty
  public var osPatch = Bytes.empty
  public var osPatchMinor = Bytes.empty
  public var deviceFamily = Bytes.empty
  public var deviceBrand = Bytes.empty
  public var deviceModel = Bytes.empty

  public init() {}
}
