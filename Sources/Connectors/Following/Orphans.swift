import FileSystem
import StageKit

/// Contents whose file was emptied or is gone: another file may carry them on.
struct Orphans {
  /// A content without a file.
  struct Orphan {
    let mark: InputMark
    let family: FileFamily
    /// Whether the file was emptied: a copy that was made before may be plain then. What was deleted
    /// is carried on by packed files only.
    let wasCut: Bool
    let since: FollowedFile.Instant
    /// Whether something of it may be unread.
    let mayHaveMore: Bool
  }

  private var families: [FileFamily: [Orphan]] = [:]
  /// The highest generation that contents of a file have had.
  private var generations: [FileStatus: UInt64] = [:]

  mutating func add(_ orphan: Orphan) {
    families[orphan.family, default: []].append(orphan)
    let identity = orphan.mark.identity
    let status = FileStatus(device: identity.device, inode: identity.inode)
    generations[status] = max(generations[status] ?? 0, identity.generation)
  }

  /// The content that a file carries on, and no orphan any more; nil when it is none of them.
  mutating func adopt(_ file: FollowedFile, _ content: [UInt8]) -> InputMark? {
    guard let all = families[file.family] else { return nil }
    func fits(_ orphan: Orphan) -> Bool {
      let isPacked = file.isPacked == true
      guard isPacked || orphan.wasCut && file.facts.size >= orphan.mark.offset else { return false }
      let head = ContentHead(orphan.mark.identity)
      return head.length > 0 && head.begins(content)
    }
    let fitting = all.filter(fits)
    guard let best = fitting.max(by: { $0.mark.offset < $1.mark.offset }) else { return nil }
    families[file.family] = all.filter { !fits($0) }
    return best.mark
  }

  /// The number for the next content of a file.
  func nextGeneration(of status: FileStatus) -> UInt64 { generations[status].map { $0 + 1 } ?? 0 }

  /// Families of which a file may have something unread, since some time.
  func searched(since time: FollowedFile.Instant) -> Set<FileFamily> {
    Set(families.filter { $0.value.contains { $0.mayHaveMore && $0.since >= time } }.keys)
  }

  mutating func forget(before time: FollowedFile.Instant) {
    families = families.compactMapValues { list in
      let kept = list.filter { $0.since >= time }
      return kept.isEmpty ? nil : kept
    }
    if families.isEmpty { generations = [:] }
  }
}
