import DiagnosticKit
import EventModel
import Expressions
import MarkedYAML
import StageKit

extension Checker {
  /// What `lookup("name", key)` may name.
  var namedLookup: (String) -> NamedLookup {
    let (lookups, names, hasLostFile) = (lookups, lookupNames, hasLostFile)
    return { name in
      guard let place = lookups.firstIndex(where: { $0.name == name && !$0.isShipped }) else {
        return names.contains(name) || hasLostFile ? .broken : .unknown
      }
      let lookup = lookups[place]
      guard lookup.isWhole else { return .broken }
      guard lookup.interface == LookupInterface<any KeyTable>.keyTable.name else {
        return .other(interface: lookup.interface)
      }
      return .table(
        NamedTable(name, place: place, columns: lookup.entry.columnsOf(lookup.setup)) {
          lookup.entry.typeOf($0, lookup.setup)
        })
    }
  }

  /// Notes the lookups that an expression asks, and the columns.
  mutating func note(_ expressions: [CompiledExpression], in text: Placed) {
    // A lookup with mistakes of its own is asked nevertheless.
    if findings.hasErrors { useMentioned(in: text.text) }
    for expression in expressions {
      if !expression.lookups.isEmpty { asksTables = true }
      for place in expression.lookups { usedLookups.insert(lookups[place].name) }
      for use in expression.columnUses {
        columnUses.append(
          PlacedColumnUse(use: use, span: text.place(from: use.offset, count: use.length)))
      }
    }
  }

  /// Counts the lookups that an expression with mistakes seems to ask as used.
  mutating func useMentioned(in expression: String) {
    for name in lookupNames where !usedLookups.contains(name) {
      if expression.contains("\"\(name)\"") || expression.contains("'\(name)'") {
        usedLookups.insert(name)
      }
    }
  }

  /// A finding of its own for a lookup that is not declared or of another kind; nil for any other
  /// problem.
  func mistake(of problem: ExpressionProblem) -> Mistake? {
    let wanted = LookupInterface<any KeyTable>.keyTable.name
    switch problem.kind {
    case .unknownLookup(let name): return .unknownLookup(name, valid: lookupNames)
    case .noKeyTable(let name, let found):
      let fitting = lookups.filter { $0.interface == wanted && !$0.isShipped }.map(\.name)
      return .wrongInterface(name, is: found, wanted: wanted, fitting: fitting)
    case .unknownColumn(let column, let lookup, let known):
      return .unknownColumn(column, lookup: lookup, known: known)
    default: return nil
    }
  }
}

extension Spec {
  /// Whether its stages may ask lookups by options of their own.
  var mayAskLookups: Bool { !needs.isEmpty || !assignments.isEmpty || !conditions.isEmpty }
}

extension StageDraft {
  /// The lookups that its options ask, by expressions too.
  var askedByOptions: [Int] {
    let own = conditions.values.flatMap(\.lookups) + assignments.flatMap(\.expression.lookups)
    return (options.needs.flatMap(\.lookups) + own.sorted()).unique
  }

  /// The same with those that its conditions and those of its groups ask.
  var asked: [Int] { (askedByOptions + (when?.lookups ?? []) + groupAsks).unique }
}

extension SinkDraft {
  /// The lookups that its condition and its path ask.
  var asked: [Int] {
    let paths = templates.values.flatMap(\.expressions).flatMap(\.lookups)
    return ((when?.lookups ?? []) + paths.sorted()).unique
  }
}

extension [Int] {
  /// Each once, in the order of the first.
  fileprivate var unique: [Int] {
    var found: [Int] = []
    for place in self where !found.contains(place) { found.append(place) }
    return found
  }
}
