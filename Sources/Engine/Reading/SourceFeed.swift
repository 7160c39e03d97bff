import StageKit

/// A source that is being read.
final class SourceFeed {
  var source: Int
  let feed: any InputFeed
  /// The input in hand, while it has nothing to be read.
  var reader: InputReader?
  var contexts = ContextShelf()
  var isOver = false

  init(source: Int, feed: any InputFeed) {
    self.source = source
    self.feed = feed
  }

  /// The input in hand is read as far as it goes.
  func leave(_ reader: InputReader) {
    self.reader = nil
    reader.close()
    let mark = reader.track.mark(reader.place)
    if let mark, !mark.isDone { contexts.put(mark, reader.context) }
    feed.left(mark)
  }

  /// What to wait for when nothing is there.
  var wakeUp: WakeUp { reader?.wakeUp ?? feed.wakeUp }
}
