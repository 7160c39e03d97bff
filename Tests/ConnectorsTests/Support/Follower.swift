import Foundation
import StageKit

@testable import Connectors

/// Reads what a followed source gives, as the reader of a run does.
final class Follower {
  private let feed: FollowFeed
  /// Lines and last pieces, in the order in which they came.
  private(set) var lines: [String] = []
  /// How far each content was read.
  private(set) var marks: [InputMark] = []
  private(set) var failures: [String] = []

  /// `past` is what another one has read.
  init(
    _ folder: Folder, _ patterns: String..., start: FollowSettings.Start = .beginning,
    rotateWait: Duration = .milliseconds(150), usesWatch: Bool = true, past: [InputMark] = []
  ) {
    var settings = FollowSettings()
    settings.start = start
    settings.rotateWait = rotateWait
    settings.usesWatch = usesWatch
    var run = SourceRun()
    run.past = past
    run.patience = 0
    feed = FollowFeed(
      patterns.map(PathPattern.init), root: folder.path + "/", settings, run)
  }

  /// Reads until there are so many lines; false when they do not come.
  func read(_ count: Int) throws(Failure) -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while lines.count < count {
      guard ContinuousClock.now < end else { return false }
      try step()
    }
    return true
  }

  /// Goes on until so many files are held open; false when that does not come.
  func hold(_ count: Int) throws(Failure) -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while feed.files.openCount != count {
      guard ContinuousClock.now < end else { return false }
      try step()
    }
    return true
  }

  /// Reads for a while, to see that nothing more comes.
  func read(for time: Duration) throws(Failure) {
    let end = ContinuousClock.now + time
    while ContinuousClock.now < end { try step() }
  }

  private func step() throws(Failure) {
    guard case .read(let input) = try feed.next(milliseconds: 20) else { return }
    do throws(Failure) { try read(input) } catch {
      failures.append(error.message)
      feed.left(nil)
    }
  }

  private func read(_ input: FeedInput) throws(Failure) {
    let stream = try input.input.open()
    defer { stream.close() }
    let mark = input.past.first { stream.isContinued(from: $0) }
    if let mark, mark.isDone, !input.grows, mark.identity.size == stream.identity?.size {
      note(mark)
      return feed.left(mark)
    }
    var content = Reading(stream, room: 1 << 16, from: mark?.offset ?? 0)
    if let failure = content.failure { throw Failure(.input, failure) }
    if input.grows, let end = content.bytes.lastIndex(of: 10) {
      content.bytes.removeSubrange((end + 1)...)
    } else if input.grows {
      content.bytes = []
    }
    lines += content.text.split(separator: "\n").map(String.init)
    guard let identity = stream.identity else { return feed.left(nil) }
    let next = InputMark(
      name: input.input.name, identity: identity,
      offset: (mark?.offset ?? 0) + UInt64(content.bytes.count),
      line: (mark?.line ?? 1) + UInt64(content.text.split(separator: "\n").count),
      isDone: !input.grows)
    note(next)
    feed.left(next)
  }

  private func note(_ mark: InputMark) {
    marks.removeAll {
      ($0.identity.inode, $0.identity.generation)
        == (mark.identity.inode, mark.identity.generation)
    }
    marks.append(mark)
  }
}

extension Reading {
  /// What stands behind a place.
  fileprivate init(_ stream: any ByteStream, room: Int, from offset: UInt64) {
    if stream.seek(to: offset) {
      self.init(stream, room: room)
    } else {
      self.init(stream, room: room)
      bytes.removeFirst(min(Int(offset), bytes.count))
    }
  }
}
