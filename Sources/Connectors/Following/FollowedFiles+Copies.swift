import FileSystem
import StageKit

extension FollowedFiles {
  /// A file that is still there and begins as this one does, with a name of the same family.
  func original(of file: FollowedFile, _ now: Instant) -> FollowedFile? {
    guard file.family.isRotated, !file.isIndependent, file.facts.size > 0 else { return nil }
    for other in families[file.family] ?? [] where other !== file {
      guard case .open = other.phase, all[other.status] === other else { continue }
      if isCopy(file, of: other, now) { return other }
    }
    return nil
  }

  /// Whether a file has nothing but what another one begins with.
  func isCopy(_ file: FollowedFile, of other: FollowedFile, _ now: Instant) -> Bool {
    guard let own = descriptor(of: file), let theirs = descriptor(of: other) else { return false }
    let (copy, original) = (ContentHead.content(own), ContentHead.content(theirs))
    let length = min(copy.count, original.count)
    let isPlain = file.isPacked == false && other.isPacked == false
    let isSame =
      length > 0 && copy[..<length] == original[..<length]
      && (!isPlain || FileTail.isWithin(own, theirs))
    // Emptied while it was looked at: then it is no original any more.
    guard other.head.begins(ContentHead.content(theirs)) else {
      look(other, now, isForced: true)
      return false
    }
    return isSame
  }

  /// Looks again at a file of which it was not clear what it is.
  func settle(_ file: FollowedFile, _ now: Instant) {
    switch file.phase {
    case .open: return
    case .settling:
      if file.mark == nil {
        judge(file, now)
      } else if file.isQuiet(settings.rotateWait, now) {
        file.phase = .open
      }
    case .copy(let original):
      // Of a short beginning nothing can be said for long, and what was put aside is soon gone.
      let isShort = file.facts.size < InputIdentity.headSize && file.isPacked == false
      if isShort, !original.isGone, file.isQuiet(settings.rotateWait, now) {
        file.isIndependent = true
      }
      judge(file, now)
    }
  }
}
