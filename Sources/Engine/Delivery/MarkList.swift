import FileSystem
import StageKit

/// How far the inputs of one source were read, in the order in which they were first seen.
struct MarkList: Sendable, Equatable {
  /// Inputs that are remembered at most; the oldest are forgotten first. A mark takes about 150
  /// bytes of every checkpoint.
  static let mostMarks = 100_000

  private(set) var list: [InputMark] = []
  private var places: [FileStatus: Int] = [:]

  /// Adds a mark, in place of the one that the same file has.
  mutating func note(_ mark: InputMark) {
    if let place = places[mark.file] {
      list[place] = mark
      return
    }
    if list.count >= MarkList.mostMarks { forgetOldest() }
    places[mark.file] = list.count
    list.append(mark)
  }

  /// A quarter at once: to forget one is as much work.
  private mutating func forgetOldest() {
    list.removeFirst(MarkList.mostMarks / 4)
    places = [:]
    for (place, mark) in list.enumerated() { places[mark.file] = place }
  }
}

extension InputMark {
  fileprivate var file: FileStatus {
    FileStatus(device: identity.device, inode: identity.inode)
  }
}
