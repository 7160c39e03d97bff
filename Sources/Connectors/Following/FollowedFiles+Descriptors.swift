import FileSystem
import Packing
import StageKit

extension FollowedFiles {
  /// What the system says of a file by now; nil when it is gone and not held.
  func facts(of file: FollowedFile) -> FileFacts? {
    if let descriptor = file.descriptor { return FileFacts(descriptor) }
    let facts = FileFacts(file.path.resolved(root: root))
    return facts?.file == file.status ? facts : nil
  }

  /// The open file; opened if need be. Nil when it is gone.
  func descriptor(of file: FollowedFile) -> Descriptor? {
    if let descriptor = file.descriptor { return descriptor }
    guard let (descriptor, facts) = open(file.path), facts.file == file.status else { return nil }
    hold(descriptor, file)
    return descriptor
  }

  /// Opens a file; one that is `isWanted` and may not be read is told of, once.
  func open(_ path: FilePath, isWanted: Bool = true) -> (Descriptor, FileFacts)? {
    do throws(SystemError) {
      let descriptor = try Descriptor.open(path.resolved(root: root))
      guard let facts = FileFacts(descriptor), facts.isFile else { return nil }
      return (descriptor, facts)
    } catch {
      guard isWanted, let facts = FileFacts(path.resolved(root: root)) else { return nil }
      if refused.insert(facts.file).inserted { unreadable.append(path) }
      return nil
    }
  }

  /// Holds a file open; closes the one that was changed longest ago when there are too many.
  func hold(_ descriptor: Descriptor, _ file: FollowedFile) {
    file.descriptor = descriptor
    openCount += 1
    guard openCount > FollowLimits.mostOpen else { return }
    let idle = all.values.filter { $0 !== file && $0.descriptor != nil && !$0.isGone }
    if let oldest = idle.min(by: { $0.lastChange < $1.lastChange }) { letGo(oldest) }
  }

  func letGo(_ file: FollowedFile) {
    if file.descriptor != nil { openCount -= 1 }
    file.descriptor = nil
  }

  /// Whether a file is packed; nil while it is too short to tell.
  static func isPacked(_ descriptor: Descriptor) -> Bool? {
    guard let start = FileHead.start(of: descriptor, count: PackedFormat.markSize) else {
      return nil
    }
    switch PackedFormat.recognize(start) {
    case .plain: return false
    case .packed: return true
    case .unclear: return nil
    }
  }
}
