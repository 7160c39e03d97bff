import ArgumentParser
import Richline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes what is generated from the declarations: for `make docs`.
///
/// Shape: pages where there is a folder `Docs`, option tables where there is a folder `enrichments`.
struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "Writes reference pages and option tables into a source tree.",
    discussion: """
      Pages go to 'Docs/Reference', option tables between their marks in 'enrichments/*/README.md'; \
      a tree that has one of the two folders gets its share.
      """,
    shouldDisplay: false)

  @Argument(help: "The root of the source tree.")
  var root: String

  func run() throws {
    let (hasDocs, hasStages) = (isFolder("\(root)/Docs"), isFolder("\(root)/enrichments"))
    guard hasDocs || hasStages else {
      Terminal.error("richline: '\(root)' has neither a folder 'Docs' nor a folder 'enrichments'")
      throw ExitStatus.usage.code
    }
    if hasDocs { try writePages() }
    guard hasStages else { return }
    for table in ReferencePages.optionTables(Catalog.registry) {
      try update("\(root)/enrichments", table)
    }
  }

  private func isFolder(_ path: String) -> Bool {
    guard let folder = opendir(path) else { return false }
    closedir(folder)
    return true
  }

  private func writePages() throws {
    mkdir("\(root)/Docs/Reference", 0o777)
    for page in ReferencePages.pages(Catalog.registry) {
      let path = "\(root)/\(page.path)"
      mkdir("\(root)/\(page.folder)", 0o777)
      guard let file = fopen(path, "w") else {
        Terminal.error("richline: cannot write '\(path)': \(String(cString: strerror(errno)))")
        throw ExitCode(5)
      }
      fputs(page.text, file)
      fclose(file)
    }
  }

  /// Puts the option table into the README of the stage's folder.
  private func update(_ folder: String, _ table: OptionTable) throws {
    guard let folders = opendir(folder) else { return }
    defer { closedir(folders) }
    while let entry = readdir(folders) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let path = "\(folder)/\(name)/README.md"
      guard table.belongs(to: name), let source = try? Pipeline.source(at: path) else { continue }
      guard let file = fopen(path, "w") else { continue }
      fputs(table.replacing(in: source.text), file)
      fclose(file)
    }
  }
}
