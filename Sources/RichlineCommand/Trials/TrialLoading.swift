import ArgumentParser
import PipelineTrials
import Richline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How the verbs that try a pipeline get it.
enum TrialLoading {
  /// Reads a pipeline file, and the file of tests beside it.
  ///
  /// Errors: ends with 3 when one of them cannot be read.
  static func file(
    _ path: String, _ variables: VariableOptions, _ format: ReportFormat
  ) throws -> TrialFile {
    guard let source = CheckCommand.read(path, format) else { throw ExitStatus.cannotLoad.code }
    let tests: SourceFile? = try orExplain(format) { () throws(Findings) -> SourceFile? in
      try TrialLoading.tests(of: path)
    }
    let surroundings = try orExplain(format) { () throws(Findings) -> Surroundings in
      try variables.values.surroundings()
    }
    return TrialFile(
      source, tests: tests, folder: Pipeline.folder(of: path), registry: Catalog.registry,
      in: surroundings)
  }

  /// The file of tests beside a pipeline file; nil when there is none.
  static func tests(of path: String) throws(Findings) -> SourceFile? {
    let beside = TrialFile.pathOfTests(of: path)
    return access(beside, F_OK) == 0 ? try Pipeline.source(at: beside) : nil
  }

  /// Errors: ends with 3 when there are mistakes, which are printed.
  static func orExplain<T>(
    _ format: ReportFormat, _ body: () throws(Findings) -> T
  ) throws -> T {
    do throws(Findings) { return try body() } catch {
      format.print(error)
      throw ExitStatus.cannotLoad.code
    }
  }

  /// The place of the source that events come from: the named one, else the only one.
  static func source(_ plan: Plan, _ id: String?) throws -> Int {
    let names = plan.sourceIDs
    if let id {
      if let place = names.firstIndex(of: id) { return place }
      let hint = Suggestion.didYouMean(id, of: names)
      throw ValidationError(
        "there is no source '\(id)'; " + (hint ?? "there are: \(names.joined(separator: ", "))"))
    }
    guard names.count == 1 else {
      throw ValidationError(
        "'--source' says which one reads the lines; there are: \(names.joined(separator: ", "))")
    }
    return 0
  }

  /// Errors: other files for lookups that the pipeline does not have.
  static func checkNames(
    of wish: TrialWish, _ plan: Plan, _ option: String, _ path: String
  ) throws {
    guard let unknown = wish.paths.keys.sorted().first(where: { !plan.declares(lookup: $0) }) else {
      return
    }
    throw ValidationError("'\(option)' names '\(unknown)', which is no lookup of '\(path)'")
  }

  /// `NAME=FILE` as a map; relative paths belong to the working folder.
  static func paths(_ words: [String], option: String) throws -> [String: String] {
    var paths: [String: String] = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("'\(option)' takes a lookup and a file, as 'cities=new.mmdb'")
      }
      paths[parts[0]] = parts[1].hasPrefix("/") ? parts[1] : workingFolder + "/" + parts[1]
    }
    return paths
  }

  private static var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }
}
