import EventModel

extension Evaluation {
  /// A text field against constant texts.
  mutating func textIn(_ node: Node, _ isNegated: Bool, _ rows: Selection) -> Truth {
    let inner = program.nodes[Int(part(node, 0))]
    let slots = UnsafePointer(fields[Int(inner.extra)])
    var truth = Truth()
    if level == 0 {
      truth.isTrue = program.textSets[Int(node.extra)].select(slots, rows)
    } else {
      var row = Selection()
      row.insert(Int(lanes[0]))
      let isFound = !program.textSets[Int(node.extra)].select(slots, row).isEmpty
      truth.isTrue = isFound ? rows : Selection()
    }
    if isNegated { truth.isTrue = rows - truth.isTrue }
    return truth
  }
}
