import Engine
import NIOCore
import NIOHTTP1
import PipelineTrials

/// Sends events of the run to one connection as they come.
///
/// Shape: lives on the event loop of its connection. One piece is under way at a time, so that a
/// client which does not read holds a bounded number of events, and is let go in the end.
final class TapStream {
  /// Events of one piece.
  private static let piece = 32

  private let context: ChannelHandlerContext
  private let desk: TapDesk
  private let request: TapRequest
  private let limits: ControlLimits
  private var listener: TapListener?
  private var isWriting = false
  private var left: Int
  private var deadline: Scheduled<Void>?

  init(
    _ context: ChannelHandlerContext, _ desk: TapDesk, _ request: TapRequest,
    _ limits: ControlLimits
  ) {
    self.context = context
    self.desk = desk
    self.request = request
    self.limits = limits
    left = request.count ?? .max
  }

  /// Begins; false when there are too many listeners.
  func begin(_ head: HTTPRequestHead) -> Bool {
    let eventLoop = context.eventLoop
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    listener = desk.listen(stage: request.stage, rate: request.rate) {
      eventLoop.execute { bound.value.send() }
    }
    guard listener != nil else { return false }
    let type = request.isText ? "text/plain; charset=utf-8" : "application/x-ndjson"
    let headers = HTTPHeaders([
      ("content-type", type), ("cache-control", "no-store"),
      ("x-content-type-options", "nosniff"), ("connection", "close"),
    ])
    let response = HTTPResponseHead(version: head.version, status: .ok, headers: headers)
    context.writeAndFlush(part(.head(response)), promise: nil)
    send()
    return true
  }

  private func part(_ part: HTTPServerResponsePart) -> NIOAny { NIOAny(part) }

  /// Sends what waits, unless something is under way already.
  private func send() {
    guard !isWriting, let listener, context.channel.isActive else { return }
    let taken = listener.take(min(TapStream.piece, left))
    left -= taken.events.count
    let isLast = taken.isOver || left == 0
    if !taken.events.isEmpty || taken.missed > 0 {
      write(text(taken), isLast: isLast)
    } else if isLast {
      end()
    }
  }

  private func text(_ taken: TapListener.Taken) -> String {
    let printer = TraceText(color: request.hasColor)
    var text = taken.events.map { event in
      request.isText ? printer.text(event) : TraceJSON.text(event) + "\n"
    }.joined()
    if taken.missed > 0 {
      text += request.isText ? "… \(taken.missed) missed\n" : "{\"missed\":\(taken.missed)}\n"
    }
    return text
  }

  private func write(_ text: String, isLast: Bool) {
    isWriting = true
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: limits.timeout) { channel.close(promise: nil) }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let bytes = channel.allocator.buffer(string: text)
    context.writeAndFlush(part(.body(.byteBuffer(bytes)))).whenComplete { _ in
      let stream = bound.value
      stream.deadline?.cancel()
      stream.isWriting = false
      if isLast { stream.end() } else { stream.send() }
    }
  }

  private func end() {
    leave()
    let channel = context.channel
    context.writeAndFlush(part(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
  }

  /// The connection is gone, or everything is said.
  func leave() {
    deadline?.cancel()
    if let listener { desk.leave(listener) }
    listener = nil
  }
}
