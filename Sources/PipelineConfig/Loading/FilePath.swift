/// Paths of files that name each other.
enum FilePath {
  /// A path that belongs to a folder, without `./` at its start.
  static func joined(_ folder: String, _ path: String) -> String {
    var path = Substring(path)
    while path.hasPrefix("./") { path = path.dropFirst(2).drop { $0 == "/" } }
    if path.hasPrefix("/") || folder == "." { return String(path) }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The same text for each way to write a path: to see that a file names itself.
  ///
  /// Shape: links of the file system are not looked at; the limit of files ends what they hide.
  static func place(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// The name of a file without its folders and its ending.
  static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.split(separator: ".").first ?? "")
  }
}
