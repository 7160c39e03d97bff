import FileSystem
import StageKit

extension FollowedFiles {
  /// Looks whether a file has grown, was emptied, or is gone.
  func look(_ file: FollowedFile, _ now: Instant, isForced: Bool = false) {
    guard let facts = facts(of: file) else {
      if !file.isListed, file.isQuiet(settings.rotateWait, now) { retire(file, now) }
      return
    }
    let hasChanged = facts.size != file.facts.size || facts.modified != file.facts.modified
    if hasChanged || facts.links != file.facts.links { file.lastChange = now }
    file.facts = facts
    if hasChanged || isForced { checkContent(file, now) }
    if file.isPacked == nil { learnKind(of: file, now) }
    if hasChanged, file.packedSize != nil, file.packedSize != facts.size { file.phase = .settling }
    if file.isGone, isDrained(file, now) { return retire(file, now) }
    guard case .open = file.phase else { return }
    if file.hasUnread || file.isLastPieceDue(settings.rotateWait, now) { wantsReading(file) }
  }

  func learnKind(of file: FollowedFile, _ now: Instant) {
    file.isPacked = descriptor(of: file).flatMap(FollowedFiles.isPacked)
    if case .settling = file.phase, file.isPacked == false { judge(file, now) }
  }

  /// Begins anew with a file that was emptied.
  func checkContent(_ file: FollowedFile, _ now: Instant) {
    guard file.head.length > 0, let descriptor = descriptor(of: file) else { return }
    let isSame = file.head.begins(ContentHead.content(descriptor))
    let isWhole = file.isPacked == true || file.facts.size >= file.offset
    guard !isSame || !isWhole else { return }
    if let mark = file.mark, mark.offset > 0 {
      abandon(mark, file.family, wasCut: true, mayHaveMore: true, now)
    }
    file.beginAnew()
    file.generation = max(file.generation, orphans.nextGeneration(of: file.status))
    mustScan = true
  }

  /// Whether nothing more is to be expected of a file without a name.
  func isDrained(_ file: FollowedFile, _ now: Instant) -> Bool {
    if case .open = file.phase {
      let hasPiece = file.isPacked == false && file.offset < file.facts.size
      if file.hasUnread || hasPiece { return false }
    }
    let wait = file.facts.links == 0 ? settings.rotateWait : FollowLimits.lostTime
    return file.isQuiet(wait, now) && !file.isQueued
  }

  func retire(_ file: FollowedFile, _ now: Instant) {
    if let mark = file.mark {
      abandon(mark, file.family, wasCut: false, mayHaveMore: file.descriptor == nil, now)
    }
    all[file.status] = nil
    letGo(file)
    mustScan = true
  }

  func abandon(
    _ mark: InputMark, _ family: FileFamily, wasCut: Bool, mayHaveMore: Bool, _ now: Instant
  ) {
    orphans.add(
      Orphans.Orphan(
        mark: mark, family: family, wasCut: wasCut, since: now, mayHaveMore: mayHaveMore))
  }
}
