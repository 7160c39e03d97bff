import FileSystem
import StageKit

/// How far the inputs of one source were read, in the order in which they were first seen.
struct MarkList: Sendable, Equatable {
  /// Inputs that are remembered at most; those that were read longest ago are forgotten first. A
  /// mark takes about 150 bytes of every checkpoint.
  static let mostMarks = 100_000

  fileprivate struct Key: Hashable {
    let file: FileStatus
    let generation: UInt64
  }

  private(set) var list: [InputMark] = []
  /// When each of them was noted: a number that only grows.
  private var times: [UInt64] = []
  private var time: UInt64 = 0
  private var places: [Key: Int] = [:]

  /// Adds a mark, in place of the one that the same content has.
  mutating func note(_ mark: InputMark) {
    time += 1
    if let place = places[mark.key] {
      list[place] = mark
      times[place] = time
      return
    }
    if list.count >= MarkList.mostMarks { forgetOldest() }
    places[mark.key] = list.count
    list.append(mark)
    times.append(time)
  }

  /// A quarter at once: to forget one is as much work.
  private mutating func forgetOldest() {
    let limit = times.sorted()[MarkList.mostMarks / 4]
    let kept = list.indices.filter { times[$0] >= limit }
    list = kept.map { list[$0] }
    times = kept.map { times[$0] }
    places = [:]
    for (place, mark) in list.enumerated() { places[mark.key] = place }
  }

  static func == (a: MarkList, b: MarkList) -> Bool { a.list == b.list }
}

extension InputMark {
  fileprivate var key: MarkList.Key {
    MarkList.Key(
      file: FileStatus(device: identity.device, inode: identity.inode),
      generation: identity.generation)
  }
}
