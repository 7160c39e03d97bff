/// What uap-core's rules say of a user agent; a text is empty where a rule says nothing.
///
/// Shape: `UserAgent<String>` stands for itself; `UserAgent<Bytes>` points into the agent, into the
/// rules and into the arena of the call. The family of what no rule knows is `Other`.
public struct UserAgent<Text> {
  /// The system that the program runs on: `Mac OS X`, `10`, `15`, `7`.
  public struct System {
    /// The name of the system: `Mac OS X`.
    public var family: Text
    /// The first number of the system's version.
    public var major: Text
    /// The second number of the system's version.
    public var minor: Text
    /// The third number of the system's version.
    public var patch: Text
    /// The fourth number of the system's version.
    public var patchMinor: Text
  }

  /// The machine: `iPhone`, `Apple`, `iPhone`.
  public struct Device {
    /// The name of the machine: `iPhone`.
    public var family: Text
    /// Who made the machine: `Apple`.
    public var brand: Text
    /// The machine's model, as its maker names it.
    public var model: Text
  }

  /// The program: `Chrome`.
  public var family: Text
  /// The first number of the program's version.
  public var major: Text
  /// The second number of the program's version.
  public var minor: Text
  /// The third number of the program's version.
  public var patch: Text
  /// The system that the program runs on.
  public var os: System
  /// The machine that it runs on.
  public var device: Device

  /// The same values in another form.
  public func map<Other>(_ form: (Text) -> Other) -> UserAgent<Other> {
    UserAgent<Other>(
      family: form(family), major: form(major), minor: form(minor), patch: form(patch),
      os: UserAgent<Other>.System(
        family: form(os.family), major: form(os.major), minor: form(os.minor),
        patch: form(os.patch), patchMinor: form(os.patchMinor)),
      device: UserAgent<Other>.Device(
        family: form(device.family), brand: form(device.brand), model: form(device.model)))
  }
}

extension UserAgent: Sendable where Text: Sendable {}
extension UserAgent.System: Sendable where Text: Sendable {}
extension UserAgent.Device: Sendable where Text: Sendable {}

extension UserAgent: Equatable where Text: Equatable {}
extension UserAgent.System: Equatable where Text: Equatable {}
extension UserAgent.Device: Equatable where Text: Equatable {}

extension UserAgent: Hashable where Text: Hashable {}
extension UserAgent.System: Hashable where Text: Hashable {}
extension UserAgent.Device: Hashable where Text: Hashable {}
