/// Opens one kind of lookup.
public protocol LookupProvider: Sendable {
  static var spec: Spec { get }
  /// The name of the interface that its lookups serve, as `LookupInterface` has it.
  static var interface: String { get }
  /// Whether the file must name its data: nothing of it ships with the program.
  static var needsPath: Bool { get }
  /// Whether its data is in a file at all.
  static var takesPath: Bool { get }

  /// The interface that a lookup with these options serves; `interface` where there is but one.
  static func interface(for setup: LookupSetup) -> String

  /// The type of a column or path as far as the pipeline file tells it; nil when it does not.
  static func type(of column: String, in setup: LookupSetup) -> FieldType?

  /// The columns of a key table, without the key, as far as the pipeline file tells them; nil when it
  /// does not tell all.
  static func columns(in setup: LookupSetup) -> [TableColumn]?

  /// The same by the first bytes of the data; nil when these do not tell.
  ///
  /// Errors: as `look`.
  static func heading(_ setup: LookupSetup) throws(Failure) -> [TableColumn]?

  /// Reads and checks the data; what it returns never looks at the user's file again.
  ///
  /// Errors: a `Failure` of class `lookup` that names the file and what is wrong with it.
  static func open(_ setup: LookupSetup) throws(Failure) -> any Lookup

  /// Looks whether the data is what it should be, as far as its first or last bytes tell; for checks
  /// that must not take the time of `open`.
  ///
  /// Errors: as `open`.
  static func look(_ setup: LookupSetup) throws(Failure)
}

extension LookupProvider {
  public static var needsPath: Bool { false }
  public static var takesPath: Bool { true }
  public static func interface(for setup: LookupSetup) -> String { interface }
  public static func type(of column: String, in setup: LookupSetup) -> FieldType? { nil }
  public static func columns(in setup: LookupSetup) -> [TableColumn]? { nil }
  public static func heading(_ setup: LookupSetup) throws(Failure) -> [TableColumn]? { nil }

  /// Looks whether the file is there.
  public static func look(_ setup: LookupSetup) throws(Failure) {
    guard let path = setup.resolvedPath else { return }
    do throws(LookupError) { try DataFile.look(path) } catch {
      throw Failure(.lookup, error.message)
    }
  }
}

/// What a provider gets: where the data is, and the options that its spec declares.
public struct LookupSetup: Sendable {
  /// The name of the lookup in the pipeline file.
  public let name: String
  /// The file that the pipeline names; nil for what ships with the program.
  public let path: String?
  /// The folder of the pipeline file, to which relative paths belong.
  public let folder: String
  private let options: [String: OptionData]

  /// Makes a setup; `path` is where the data is, `folder` what relative paths begin at.
  public init(
    name: String, path: String?, folder: String = ".", options: [String: OptionData] = [:]
  ) {
    self.name = name
    self.path = path
    self.folder = folder
    self.options = options
  }

  /// The value of an option, else its default.
  public subscript<Value>(option: Option<Value>) -> Value {
    guard let data = options[option.spec.name] ?? option.spec.defaultValue,
      let value = Value(data)
    else { preconditionFailure("option '\(option.spec.name)' has no value in '\(name)'") }
    return value
  }

  /// The value of an option that may be left out; nil when it is.
  public subscript<Value>(option: OptionalOption<Value>) -> Value? {
    options[option.spec.name].flatMap { Value($0) }
  }

  /// The same lookup with its data in another file.
  package func reading(_ path: String) -> LookupSetup {
    LookupSetup(name: name, path: path, folder: folder, options: options)
  }

  /// The path to open.
  public var resolvedPath: String? {
    path.map { $0.hasPrefix("/") || folder == "." ? $0 : folder + "/" + $0 }
  }
}
