package import DiagnosticKit
package import Expressions
package import StageKit

/// A column of a lookup that an expression asks for, with its place in the pipeline file.
package struct PlacedColumnUse: Sendable {
  package let use: ColumnUse
  package let span: SourceSpan?
}

extension Plan {
  /// What expressions ask of a lookup that its columns do not give.
  package func findings(lookup place: Int, having columns: [TableColumn]) -> Findings {
    var findings = Findings()
    for asked in columnUses where asked.use.lookup == place {
      let (use, name) = (asked.use, lookups[place].name)
      guard let column = columns.first(where: { $0.name == use.column }) else {
        findings.append(
          Mistake.unknownColumn(use.column, lookup: name, known: columns.map(\.name))
            .finding(at: asked.span))
        continue
      }
      guard column.type != use.type else { continue }
      findings.append(
        Mistake.otherColumnType(
          use.column, lookup: name, found: column.type.rawValue, wanted: use.type.rawValue
        ).finding(at: asked.span))
    }
    return findings
  }
}
