import DiagnosticKit
import StageKit

/// What can be wrong with a pipeline file; with `Mistake+Words`, the one place where findings get
/// their words.
enum Mistake {
  // The file.
  case emptyFile
  case unknownKey(String, place: String, valid: [String])
  case noPlugins
  case missingKey(String, place: String, example: String)
  case wrongShape(String, wanted: String, found: String)
  case emptyList(String)
  case namedTwice(String, key: String)
  case tooMany(String, count: Int, limit: Int)
  case badVersion(String)
  case noSources
  case noSinks
  case noGoodSink
  case implicitFailedSink
  // Components.
  case badID(String)
  case reservedID
  case duplicateID(String, line: Int)
  case idNeeded(String)
  case unknownPlugin(String, kind: String, valid: [String])
  case unknownOption(String, owner: String, valid: [String])
  case missingOption(String, owner: String, help: String)
  case badValue(String, option: String, wanted: String)
  case formatNeeded(String)
  case formatNotTaken(String)
  case failedFormat(String, valid: [String])
  case fieldsNotTaken(String, format: String, namesColumns: Bool)
  case keyNotTaken(String, owner: String)
  case onFailedSink(String)
  case sourceNotRepeatable(String)
  case sinkNotRepeatable(String)
  // What the pipeline is used for.
  case filterNeedsSink([String])
  case filterNeedsSource([String], sink: String)
  case filterWithoutLines(String)
  case notOfFilter(String)
  case noSuchSink(String, valid: [String])
  case sourceElsewhere(String, sink: String, valid: [String])
  // Other files, and variables.
  case unreadableFile(String, reason: String)
  case includesItself(String, by: [String])
  case tooManyFiles(limit: Int)
  case nestedTooDeep(limit: Int)
  case notInOtherFile(String, place: String, valid: [String])
  case noStages(String)
  case duplicateLookup(String, place: String)
  case variableInPath
  case badVariable(VariableText.Problem)
  case unsetVariable(String, near: [String])
  case unusedSetting(String, near: [String])
  case groupNeedsID(String)
  case notOfGroup(String, valid: [String])
  case fromInStageFile
  // Lookups.
  case unknownLookup(String, valid: [String])
  case wrongInterface(String, is: String, wanted: String, fitting: [String])
  case missingLookup(String, stage: String, interface: String)
  case unusedLookup(String)
  case badAddress(String, WebAddress.Problem)
  case downloadsImpossible(String, lack: String)
  case downloadOfFile(String)
  case passwordWithoutUser(String)
  case lookupList(String)
  case prefixNeeded(String, needs: [String])
  case prefixWithoutLookup(String, need: String)
  case unknownColumn(String, lookup: String, known: [String])
  case otherColumnType(String, lookup: String, found: String, wanted: String)
  // The tree.
  case unknownID(String, valid: [String])
  case fromSink(String)
  case fromLater(String)
  case fromSelf(String)
  case fromNotFirst
  case failedIsSource
  case failedInList
  case noSinkReached(String, kind: String)
  case writesWhatIsRead(String, String)
  case ofMainChain(sink: String, end: String, last: String)
  // Fields.
  case readsUnwritten(String, stage: String, writer: Writer?, near: [String])
  case wrongFieldType(String, found: String, wanted: String, reader: String)
  case typeClash(String, first: String, second: String, isSnowplow: Bool)
  case badFieldName(String)
  case unknownField(String, writer: Writer?, near: [String])
  case unknownFieldType(String)
  case nothingToWrite
  case onlyAndExcept
  case nothingRead(String, of: String)
  case unreadField(String)
  case notACondition(String)
  case notAField(String)
  // Tests.
  case testInput(String, isDouble: Bool)
  case testExpectsTwice([String])
  case testExpectsNothing(String)
  case atWithout
  case noSuchPlace(String, key: String, valid: [String])
  case testSource(String, valid: [String])
  case notOfType(String, field: String, type: String)
  case notWritten(String, sink: String)
  case noSuchClass(String, valid: [String])
  case fixtureRow(String)
  case templateOfFailed
  case unknownSource(String, stage: String, valid: [String])

  /// A stage that writes the field which somebody misses.
  enum Writer {
    case later(String)
    case elsewhere(String)
    /// It has taken the field away.
    case removed(String)
  }
}

extension Mistake {
  /// The longest message or line of help, in characters: a name may be as long as the file.
  private static let longestLine = 400

  func finding(at span: SourceSpan?) -> Finding {
    let (code, message, help) = words
    let severity: Severity =
      switch self {
      case .implicitFailedSink, .notOfFilter, .unreadField, .nothingRead, .testExpectsNothing,
        .ofMainChain:
        .note
      default: .error
      }
    return Mistake.cut(Finding(severity, code, at: span, message, help: help))
  }

  static func cut(_ finding: Finding) -> Finding {
    var finding = finding
    finding.message = cut(finding.message)
    finding.help = finding.help.map(cut)
    return finding
  }

  private var words: (code: String, message: String, help: [String]) {
    fileWords ?? loadWords ?? componentWords ?? lookupWords ?? treeWords ?? fieldWords
      ?? purposeWords ?? testWords
      ?? ("pipeline", "the pipeline cannot be read", [])
  }

  /// A line without its middle when it is too long.
  private static func cut(_ line: String) -> String {
    guard line.utf8.count > longestLine, line.count > longestLine else { return line }
    return line.prefix(longestLine / 2) + "…" + line.suffix(longestLine / 2)
  }
}

extension String {
  /// At most so many characters, for comparisons whose cost is the product of two lengths.
  func prefixed(_ count: Int) -> String { utf8.count <= count ? self : String(prefix(count)) }
}
