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
  /// The program: `Chrome`.
  public var family = Bytes.empty
  /// The first number of the program's version.
  public var major = Bytes.empty
  /// The second number of the program's version.
  public var minor = Bytes.empty
  /// The third number of the program's version.
  public var patch = Bytes.empty
  /// The system: `Mac OS X`.
  public var osFamily = Bytes.empty
  /// The first number of the system's version.
  public var osMajor = Bytes.empty
  /// The second number of the system's version.
  public var osMinor = Bytes.empty
  /// The third number of the system's version.
  public var osPatch = Bytes.empty
  /// The fourth number of the system's version.
  public var osPatchMinor = Bytes.empty
  /// The machine: `iPhone`.
  public var deviceFamily = Bytes.empty
  /// Who made the machine: `Apple`.
  public var deviceBrand = Bytes.empty
  /// The machine's model, as its maker names it.
  public var deviceModel = Bytes.empty

  /// Makes a record that says nothing.
  public init() {}
}
