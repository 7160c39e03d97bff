#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Finds the data that is shipped with the program, in an explicit order.
public enum LookupFiles {
  /// Looks for a shipped file.
  ///
  /// Shape: `explicit` is the path that the user wrote: it alone is tried then. Else, in this order:
  /// `$RICHLINE_SHARE/<relative>`; `share/richline/<relative>` beside the executable, and beside its
  /// folder; `<inSource>` in the package when the executable is still in its build folder;
  /// `/usr/local/share/richline/<relative>`; `/usr/share/richline/<relative>`.
  public static func locate(
    _ relative: String, inSource: String? = nil, explicit: String? = nil,
    environment: [String: String]
  ) -> LocatedFile {
    locate(
      relative, inSource: inSource, explicit: explicit, environment: environment,
      executable: executablePath())
  }

  static func locate(
    _ relative: String, inSource: String?, explicit: String?, environment: [String: String],
    executable: String?
  ) -> LocatedFile {
    var tried: [String] = []
    for place in places(relative, inSource, explicit, environment, executable)
    where !tried.contains(place) {
      tried.append(place)
      if access(place, F_OK) == 0 { return LocatedFile(path: place, tried: tried) }
    }
    return LocatedFile(path: nil, tried: tried)
  }

  private static func places(
    _ relative: String, _ inSource: String?, _ explicit: String?, _ environment: [String: String],
    _ executable: String?
  ) -> [String] {
    if let explicit { return [explicit] }
    var places: [String] = []
    if let share = environment["RICHLINE_SHARE"], !share.isEmpty {
      places.append("\(share)/\(relative)")
    }
    if let executable {
      let folder = parent(of: executable)
      places.append("\(folder)/share/richline/\(relative)")
      places.append("\(parent(of: folder))/share/richline/\(relative)")
      if let inSource, let root = packageRoot(above: folder) {
        places.append("\(root)/\(inSource)")
      }
    }
    places.append("/usr/local/share/richline/\(relative)")
    places.append("/usr/share/richline/\(relative)")
    return places
  }

  /// The package whose build folder (`.build`, or `.build-…` beside it) holds `folder`.
  private static func packageRoot(above folder: String) -> String? {
    var parts = folder.split(separator: "/")
    while let part = parts.popLast() {
      guard part == ".build" || part.hasPrefix(".build-") else { continue }
      let root = "/" + parts.joined(separator: "/")
      if access("\(root)/Package.swift", F_OK) == 0 { return root }
    }
    return nil
  }

  /// The folder of an absolute path, without a slash at its end; the root, "", is its own.
  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// The program's own file; nil where the system does not tell.
  private static func executablePath() -> String? {
    let room = 4096
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { buffer in
      guard let base = buffer.baseAddress else { return nil }
      let count = base.withMemoryRebound(to: CChar.self, capacity: room) {
        readlink("/proc/self/exe", $0, room)
      }
      guard count > 0, count < room else { return nil }
      return String(decoding: buffer[..<count], as: UTF8.self)
    }
  }
}
