import FileSystem
import StageKit

/// Files that are all known when the run begins, each with what was read of it before.
final class FileFeed: InputFeed {
  private var inputs: ArraySlice<FileInput>
  private let past: [FileStatus: [InputMark]]

  init(_ inputs: [FileInput], after past: [InputMark]) {
    self.inputs = inputs[...]
    self.past = Dictionary(grouping: past) {
      FileStatus(device: $0.identity.device, inode: $0.identity.inode)
    }
  }

  func next(milliseconds: Int) -> FeedStep {
    guard let input = inputs.popFirst() else { return .over }
    guard !past.isEmpty, let file = input.status else {
      return .read(FeedInput(input))
    }
    return .read(FeedInput(input, past: past[file] ?? []))
  }
}
