import StageKit
import UserAgents

/// uap-core's rules as a lookup.
///
/// Shape: records point into the agent, into the arena of the call and into the rules, which tickets
/// keep alive.
final class UAPTable: UserAgentTable {
  let rules: UserAgentRules
  private let checksum: String?

  init(_ rules: UserAgentRules, checksum: String? = nil) {
    self.rules = rules
    self.checksum = checksum
  }

  /// Errors: a `Failure` of class `lookup` with all that is wrong with the file, each at its place.
  convenience init(_ file: SourceFile) throws(Failure) {
    do throws(UserAgentRulesError) {
      self.init(try UserAgentRules(file), checksum: DataFile.checksum(of: file))
    } catch {
      throw Failure(.lookup, error.message, errors: error.all)
    }
  }

  var description: LookupDescription {
    LookupDescription(
      type: "uap-core", buildDate: nil, entryCount: rules.count, byteCount: rules.byteCount,
      checksum: checksum)
  }

  func makeParser() -> any UserAgentParsing { UAPTableParser(rules) }
}

/// A parser of one worker.
private final class UAPTableParser: UserAgentParsing {
  private let parser: UserAgents.UserAgentParser

  init(_ rules: UserAgentRules) { parser = UserAgents.UserAgentParser(rules) }

  var cutCount: Int { parser.cutCount }
  var limitCount: Int { parser.limitCount }

  func parse(_ agent: Bytes, arena: Arena) -> UserAgentRecord {
    let found = parser.parse(agent, arena: arena)
    var record = UserAgentRecord()
    record.family = found.family
    record.major = found.major
    record.minor = found.minor
    record.patch = found.patch
    record.osFamily = found.os.family
    record.osMajor = found.os.major
    record.osMinor = found.os.minor
    record.osPatch = found.os.patch
    record.osPatchMinor = found.os.patchMinor
    record.deviceFamily = found.device.family
    record.deviceBrand = found.device.brand
    record.deviceModel = found.device.model
    return record
  }
}
