import EventModel
import PipelineConfig
import StageKit

/// Reads the inputs of all sources; runs on a thread of its own.
///
/// Shape: finite sources in the order of the file, one input after the other; then the endless ones
/// together.
final class Framer: Work {
  private let plan: Plan
  private let reading: Reading
  private let past: RunState
  private let safe: SafeMarks
  private var feeds: [SourceFeed] = []

  init(plan: Plan, reading: Reading, past: RunState, safe: SafeMarks) {
    self.plan = plan
    self.reading = reading
    self.past = past
    self.safe = safe
  }

  /// A source that is being read.
  private final class SourceFeed {
    var source: Int
    let feed: any InputFeed
    /// The input in hand, while it has nothing to be read.
    var reader: InputReader?
    var isOver = false

    init(source: Int, feed: any InputFeed) {
      self.source = source
      self.feed = feed
    }
  }

  /// Reads everything; returns when all is read or the run is stopped.
  func run() {
    let isEndless = plan.sources.map(\.source.isEndless)
    for source in plan.sources.indices where !isEndless[source] { read([source]) }
    read(plan.sources.indices.filter { isEndless[$0] })
    if !reading.isPausing { close() }
    reading.exchange.endInput()
  }

  /// Closes what is open.
  func close() {
    for feed in feeds {
      feed.reader?.close()
      feed.reader = nil
    }
  }

  /// Goes on with what the framer of an earlier plan had open, where the sources are the same.
  func takeOver(_ earlier: Framer) {
    for feed in earlier.feeds {
      let old = earlier.plan.sources[feed.source]
      guard let place = plan.sources.firstIndex(where: { $0.isSame(as: old) }) else {
        feed.reader?.close()
        continue
      }
      feed.source = place
      feed.reader?.move(to: plan.sources[place], at: place, reading)
      feeds.append(feed)
    }
  }

  /// Tells the sources what is safe by now; for the end of the run, too.
  func tellSafeMarks() {
    for (source, marks) in safe.take() {
      feeds.first { plan.sources[$0.source].id == source }?.feed.committed(marks)
    }
  }

  /// Reads some sources together until all of them are over.
  private func read(_ sources: [Int]) {
    var open = sources.compactMap(openFeed)
    while !open.isEmpty, !reading.isOver, !reading.isPausing {
      for feed in open {
        tellSafeMarks()
        advance(feed, mayPause: open.count > 1)
      }
      open.removeAll(where: \.isOver)
    }
  }

  /// The feed of a source; nil when it has none, or is over already.
  private func openFeed(_ source: Int) -> SourceFeed? {
    if let feed = feeds.first(where: { $0.source == source }) { return feed.isOver ? nil : feed }
    do throws(Failure) {
      let marks = past.marks[plan.sources[source].id]?.list ?? []
      let feed = SourceFeed(
        source: source, feed: try plan.sources[source].source.feed(after: marks))
      feeds.append(feed)
      return feed
    } catch {
      fail(source, error)
      return nil
    }
  }

  /// A failure of the source as a whole.
  private func fail(_ source: Int, _ failure: Failure) {
    let id = plan.sources[source].id
    let track = InputTrack(source: source, id: id, name: id)
    _ = reading.office.submit(failure, of: track, InputPlace())
  }

  /// Reads the next input of a source, or goes on with the one in hand.
  private func advance(_ feed: SourceFeed, mayPause: Bool) {
    if let reader = feed.reader { return read(reader, feed, mayPause: mayPause) }
    do throws(Failure) {
      switch try feed.feed.next(milliseconds: reading.settings.quiet) {
      case .over: feed.isOver = true
      case .nothing: break
      case .read(let input, let past, let grows):
        guard let reader = try open(input, past, grows, feed) else { return }
        feed.reader = reader
        read(reader, feed, mayPause: mayPause)
      }
    } catch {
      fail(feed.source, error)
      feed.isOver = true
    }
  }

  private func read(_ reader: InputReader, _ feed: SourceFeed, mayPause: Bool) {
    if reader.read(mayPause: mayPause) == .paused { return }
    feed.reader = nil
    reader.close()
    feed.feed.left(reader.track.mark(reader.place))
  }

  /// Opens an input and goes to where reading goes on; nil when there is nothing to be read.
  private func open(
    _ input: any ByteInput, _ past: [InputMark], _ grows: Bool, _ feed: SourceFeed
  ) throws(Failure) -> InputReader? {
    let (source, id) = (feed.source, plan.sources[feed.source].id)
    let nameless = InputTrack(source: source, id: id, name: input.name)
    let stream: any ByteStream
    do throws(Failure) { stream = try input.open() } catch {
      _ = reading.office.submit(error, of: nameless, InputPlace())
      feed.feed.left(nil)
      return nil
    }
    let identity = stream.identity
    let track = InputTrack(source: source, id: id, name: input.name, identity: identity)
    let reader = InputReader(
      stream, track, grows: grows, source: plan.sources[source], reading)
    guard let mark = past.first(where: { stream.isContinued(from: $0) }) else { return reader }
    if mark.isDone, mark.identity.size == identity?.size, !grows {
      reading.control.view.noteRead(bytes: mark.identity.size)
      stream.close()
      feed.feed.left(mark)
      return nil
    }
    do throws(Failure) {
      if try reader.skip(to: mark) { return reader }
      throw Failure(.input, "'\(input.name)' has less in it than was read of it before")
    } catch {
      stream.close()
      _ = reading.office.submit(error, of: nameless, InputPlace())
      feed.feed.left(nil)
      return nil
    }
  }
}
