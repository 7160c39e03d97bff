import DiagnosticKit
import StageKit

extension Checker {
  /// Refuses sinks that write what the pipeline reads, and gives all that it reads or writes.
  ///
  /// Shape: paths are compared as they stand and by the files that they lead to; of a path with
  /// expressions one example is looked at.
  mutating func checkFiles() -> [UsedFile] {
    let read = readFiles
    var written: [UsedFile] = []
    for sink in sinks where !sink.isLeftOut && !sink.isLazy {
      for option in sink.entry?.spec.options ?? [] where option.type == .pathTemplate {
        guard case .text(let text)? = sink.options.values[option.name], !text.isEmpty else {
          continue
        }
        let span = sink.options.spans[option.name] ?? sink.declaration.use.span
        let path = loader.path(Checker.example(of: text), at: span)
        if let other = read.first(where: { $0.isSame(as: path) }) {
          report(.writesWhatIsRead(sink.id, other.owner), span)
        }
        written.append(UsedFile(path, "sink '\(sink.id)' writes"))
      }
    }
    return read + written
  }

  private var readFiles: [UsedFile] {
    var files = loader.places.map { UsedFile($0, "the pipeline is read from") }
    for source in sources {
      for option in source.entry?.spec.options ?? [] {
        let span = source.options.spans[option.name] ?? source.declaration.use.span
        let owner = "source '\(source.declaration.name)' reads"
        for path in Checker.paths(source.options.values[option.name], option.type) {
          files.append(UsedFile(loader.path(path, at: span), owner))
        }
      }
    }
    for lookup in lookups where lookup.download == nil && !lookup.isShipped {
      guard let path = lookup.setup.path else { continue }
      let place = FilePath.joined(lookup.setup.folder, path)
      files.append(UsedFile(place, "lookup '\(lookup.name)' reads"))
    }
    return files
  }

  private static func paths(_ value: OptionData?, _ type: OptionType) -> [String] {
    switch (value, type) {
    case (.text(let path)?, .path): [path]
    case (.list(let items)?, .list(.path)):
      items.compactMap { if case .text(let path) = $0 { path } else { nil } }
    default: []
    }
  }

  /// A path that a path with expressions may come to.
  private static func example(of template: String) -> String {
    var path = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      path += rest[..<open]
      switch rest[open...close] {
      case "{part}": path += "1"
      case "{run}": path += "2026-01-01-00-00-00"
      default: path += "x"
      }
      rest = rest[rest.index(after: close)...]
    }
    return path + rest
  }
}
