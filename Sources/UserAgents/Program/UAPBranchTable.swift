/// For each byte that may come the branches that can begin with it, in their order.
struct UAPBranchTable {
  /// The list of each byte; behind them the one of the end.
  private(set) var listNumbers = [UInt16](repeating: 0, count: 257)
  private(set) var lists: [[UInt32]] = [[]]

  /// Where the branches start.
  private(set) var branches: [UInt32] = []

  init() {}

  init(_ branches: [(place: UInt32, first: UAPFirst)]) {
    self.branches = branches.map(\.place)
    var numbers: [[UInt32]: UInt16] = [[]: 0]
    for value in 0...256 {
      var list: [UInt32] = []
      for branch in branches {
        let begins = value < 256 && branch.first.bytes.contains(UInt8(value))
        if begins || branch.first.isEmpty { list.append(branch.place) }
      }
      if numbers[list] == nil {
        numbers[list] = UInt16(lists.count)
        lists.append(list)
      }
      listNumbers[value] = numbers[list] ?? 0
    }
  }
}
