/// Opens one kind of lookup.
public protocol LookupProvider: Sendable {
  static var spec: Spec { get }
  /// The name of the interface that its lookups serve, as `LookupInterface` has it.
  static var interface: String { get }
  /// Whether the file must name its data: nothing of it ships with the program.
  static var needsPath: Bool { get }

  /// Reads and checks the data; what it returns never looks at the user's file again.
  ///
  /// Errors: a `Failure` of class `lookup` that names the file and what is wrong with it.
  static func open(_ setup: LookupSetup) throws(Failure) -> any Lookup
}

extension LookupProvider {
  public static var needsPath: Bool { false }
}

/// What a provider gets: where the data is.
public struct LookupSetup: Sendable {
  /// The name of the lookup in the pipeline file.
  public let name: String
  /// The file that the pipeline names; nil for what ships with the program.
  public let path: String?
  /// The folder of the pipeline file, to which relative paths belong.
  public let folder: String

  public init(name: String, path: String?, folder: String = ".") {
    self.name = name
    self.path = path
    self.folder = folder
  }

  /// The path to open.
  public var resolvedPath: String? {
    path.map { $0.hasPrefix("/") || folder == "." ? $0 : folder + "/" + $0 }
  }
}
