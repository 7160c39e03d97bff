import EventModel
import LookupKit

extension MMDBTable {
  /// What a walk over all networks meets: the damage of the tree, and that of records with how often.
  func check() -> [String: Int] {
    var met: [String: Int] = [:]
    let paths: [IPTablePath] = [[], ["location", "latitude"], ["none"]]
    let tree = message {
      try forEachNetwork { _, _, record throws(LookupError) in
        if let record = message({ _ = try values(record, paths) }) {
          met[record, default: 0] += 1
        }
      }
    }
    if let tree { met[tree, default: 0] += 1 }
    return met
  }
}
