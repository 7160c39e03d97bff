/// A Markdown table whose columns stand under each other.
struct MarkdownTable {
  private var rows: [[String]]

  init(_ head: String...) { rows = [head, head.map { _ in "---" }] }

  mutating func add(_ cells: String...) {
    rows.append(
      cells.map {
        $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
      })
  }

  var isEmpty: Bool { rows.count == 2 }

  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var text = ""
    for (number, row) in rows.enumerated() {
      let filler: Character = number == 1 ? "-" : " "
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: filler, count: width - cell.count)
      }
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    return text
  }
}
