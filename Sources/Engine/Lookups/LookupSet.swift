import Expressions
import FileSystem
import LookupKit
import PipelineConfig
import StageKit

/// The versions of all lookups that are in force for a ticket.
final class LookupSet: Sendable {
  let tables: [any Lookup]
  /// What their files looked like before they were read; nil for what is in no file.
  let stamps: [FileStamp?]
  /// Names and versions, for failed events.
  let versions: [LookupVersion]
  /// By stage: what it writes to the field that its `version_field` names.
  let stageVersions: [String]
  /// What expressions ask; nil when none does.
  let keyTables: KeyTables?

  /// Why there is not the newest version, by place.
  let troubles: [Int: String]

  init(
    _ plan: Plan, _ tables: [any Lookup], stamps: [FileStamp?]? = nil,
    troubles: [Int: String] = [:]
  ) {
    self.tables = tables
    self.stamps = stamps ?? tables.map { _ in nil }
    self.troubles = troubles
    keyTables = plan.asksTables ? KeyTables(tables) : nil
    let versions = zip(plan.lookups, tables).map { LookupVersion(name: $0.name, $1.description) }
    self.versions = versions
    stageVersions = plan.stages.map { stage in
      (stage.version?.lookups ?? []).map { versions[$0].version }.joined(separator: ", ")
    }
  }

  var lookups: Lookups { Lookups(tables) }

  /// That these are not the newest versions.
  func troubleEvents(_ plan: Plan) -> [RunEvent] {
    troubles.sorted { $0.key < $1.key }.map { place, words in
      .lookupFromCache(lookup: plan.lookups[place].name, words: words)
    }
  }
}

extension LookupPlan {
  /// What its file looks like; nil when there is none.
  var stamp: FileStamp? { setup.resolvedPath.flatMap { FileStamp($0) } }
}
