import EventModel
import FileSystem
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

  /// Reads everything; returns when all is read or the run is stopped.
  func run() {
    let isEndless = plan.sources.map(\.source.isEndless)
    for source in plan.sources.indices where !isEndless[source] { read([source]) }
    read(plan.sources.indices.filter { isEndless[$0] })
    if !reading.isPausing { feeds.forEach(end) }
    reading.exchange.endInput()
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
      // Another format may have headers of its own.
      feed.contexts = ContextShelf()
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
      var hasNews = false
      for feed in open {
        tellSafeMarks()
        if advance(feed, mayPause: open.count > 1) { hasNews = true }
      }
      open.removeAll(where: \.isOver)
      if !hasNews, open.count > 1 { wait(for: open.map(\.wakeUp)) }
    }
  }

  /// Waits until one of several sources may have something.
  private func wait(for wakeUps: [WakeUp]) {
    let milliseconds = wakeUps.map(\.milliseconds).min() ?? 0
    Descriptor.wait(
      for: wakeUps.compactMap(\.descriptor), milliseconds: min(milliseconds, RunSettings.glance))
  }

  /// The feed of a source; nil when it has none, or is over already.
  private func openFeed(_ source: Int) -> SourceFeed? {
    if let feed = feeds.first(where: { $0.source == source }) { return feed.isOver ? nil : feed }
    var run = SourceRun()
    run.id = past.runID
    run.past = past.marks[plan.sources[source].id]?.list ?? []
    run.patience = reading.settings.quiet
    do throws(Failure) {
      let feed = SourceFeed(source: source, feed: try plan.sources[source].source.feed(run))
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

  /// Reads the next input of a source, or goes on with the one in hand; false when nothing was
  /// there.
  private func advance(_ feed: SourceFeed, mayPause: Bool) -> Bool {
    if let reader = feed.reader { return read(reader, feed, mayPause: mayPause) }
    do throws(Failure) {
      switch try feed.feed.next(milliseconds: mayPause ? 0 : RunSettings.glance) {
      case .over: feed.isOver = true
      case .nothing: return false
      case .read(let input):
        guard let reader = open(input, feed) else { return true }
        feed.reader = reader
        return read(reader, feed, mayPause: mayPause)
      }
    } catch {
      fail(feed.source, error)
      feed.isOver = true
    }
    return true
  }

  private func read(_ reader: InputReader, _ feed: SourceFeed, mayPause: Bool) -> Bool {
    switch reader.read(mayPause: mayPause) {
    case .waits: return false
    case .yields: return true
    case .over, .broken:
      feed.leave(reader)
      return true
    }
  }

  /// Ends what is in hand when the run is stopped: whole lines that wait in it are still written.
  private func end(_ feed: SourceFeed) {
    guard let reader = feed.reader else { return }
    _ = reader.read(mayPause: true)
    feed.leave(reader)
  }

  /// Opens an input and goes to where reading goes on; nil when there is nothing to be read.
  private func open(_ input: FeedInput, _ feed: SourceFeed) -> InputReader? {
    let name = input.input.name
    let (source, id) = (feed.source, plan.sources[feed.source].id)
    do throws(Failure) {
      let stream = AheadStream.around(try input.input.open())
      let identity = stream.identity
      let track = InputTrack(source: source, id: id, name: name, identity: identity)
      let reader = InputReader(stream, track, input, source: plan.sources[source], reading)
      let marks = input.past.filter { stream.isContinued(from: $0) }
      guard let mark = marks.max(by: { $0.offset < $1.offset }) else { return reader }
      if mark.isDone, mark.identity.size == identity?.size, !input.grows {
        reading.control.view.noteRead(bytes: mark.identity.size)
        if input.isNoted { _ = reading.office.submitEnd(of: track, InputPlace(mark)) }
        stream.close()
        feed.feed.left(mark)
        return nil
      }
      do throws(Failure) {
        if try reader.skip(to: mark, feed.contexts.find(mark)) { return reader }
        // It was emptied meanwhile: the feed sees to that.
        guard !input.grows else {
          stream.close()
          feed.feed.left(nil)
          return nil
        }
        throw Failure(.input, "'\(name)' has less in it than was read of it before")
      } catch {
        stream.close()
        throw error
      }
    } catch {
      let track = InputTrack(source: source, id: id, name: name)
      _ = reading.office.submit(error, of: track, InputPlace())
      feed.feed.left(nil)
      return nil
    }
  }
}
