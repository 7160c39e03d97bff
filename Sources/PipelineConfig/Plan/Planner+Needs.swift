import EventModel

extension Planner {
  /// What each stage's branch reads of its incoming fields, and which sinks it owes; from the
  /// bottom of the file up, since a stage takes only from stages above it.
  mutating func findNeeds() {
    for index in checker.stages.indices.reversed() {
      let stage = checker.stages[index]
      if let wanted = checker.looksAt(index) { stage.needed.formUnion(wanted) }
      for sink in stage.sinks { stage.needed.formUnion(checker.sinks[sink].reads) }
      owed[index] = stage.sinks.map { checker.sinks[$0].id }
      for child in stage.children {
        stage.needed.formUnion(checker.stages[child].needed.union(checker.stages[child].reads))
        owed[index] += owed[child]
      }
    }
    for child in checker.rootChildren {
      rootNeeded.formUnion(checker.stages[child].needed.union(checker.stages[child].reads))
    }
  }
}
