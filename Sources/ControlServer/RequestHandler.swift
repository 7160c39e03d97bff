import Engine
import NIOCore
import NIOHTTP1
import NIOPosix
import Richline

/// Answers the requests of one connection, one after the other.
final class RequestHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let routes: ControlRoutes
  private let pool: NIOThreadPool
  private let limits: ControlLimits
  private var head: HTTPRequestHead?
  private var bodySize = 0
  private var deadline: Scheduled<Void>?
  /// Sends events for as long as the connection lives.
  private var stream: TapStream?

  init(_ routes: ControlRoutes, _ pool: NIOThreadPool, _ limits: ControlLimits) {
    self.routes = routes
    self.pool = pool
    self.limits = limits
  }

  // MARK: time

  func channelActive(context: ChannelHandlerContext) {
    restartDeadline(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    stream?.leave()
    context.fireChannelInactive()
  }

  /// Who is too slow is not waited for.
  private func restartDeadline(_ context: ChannelHandlerContext) {
    deadline?.cancel()
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: limits.timeout) {
      channel.close(promise: nil)
    }
  }

  // MARK: requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      bodySize = 0
    case .body(let bytes):
      bodySize += bytes.readableBytes
      guard bodySize > limits.body, var head else { return }
      self.head = nil
      head.headers.replaceOrAdd(name: "connection", value: "close")
      write(ControlAnswer(413, "the body is too large\n"), to: head, context)
    case .end:
      guard let head else { return }
      self.head = nil
      answer(head, context)
    }
  }

  /// Requests that change something may take long, and wait elsewhere.
  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let isOfPage = head.headers.contains(name: "origin")
    let (method, target) = (head.method.rawValue, head.uri)
    if TapRequest.isMeant(target) { return tap(head, context) }
    guard head.method == .POST else {
      return write(routes.answer(method, target, isOfPage: isOfPage), to: head, context)
    }
    deadline?.cancel()
    let place = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
    pool.runIfActive(eventLoop: context.eventLoop) { [routes] in
      routes.answer(method, target, isOfPage: isOfPage)
    }.whenSuccess { answer in
      let (handler, context) = place.value
      guard context.channel.isActive else { return }
      handler.write(answer, to: head, context)
    }
  }

  private func tap(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    do throws(TapRequest.Refusal) {
      let stream = TapStream(context, routes.tap, try TapRequest(head, routes), limits)
      guard stream.begin(head) else {
        throw TapRequest.Refusal(503, "\(TapDesk.listenerLimit) listeners are the limit")
      }
      deadline?.cancel()
      self.stream = stream
    } catch {
      write(error.answer, to: head, context)
    }
  }

  // MARK: answers

  private func write(
    _ answer: ControlAnswer, to head: HTTPRequestHead, _ context: ChannelHandlerContext
  ) {
    restartDeadline(context)
    var headers = HTTPHeaders([
      ("content-type", answer.contentType), ("content-length", "\(answer.body.utf8.count)"),
      ("cache-control", "no-store"), ("x-content-type-options", "nosniff"),
    ])
    if !head.isKeepAlive { headers.add(name: "connection", value: "close") }
    let status = HTTPResponseStatus(statusCode: answer.status)
    let response = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(response)), promise: nil)
    if head.method != .HEAD {
      let body = context.channel.allocator.buffer(string: answer.body)
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    let channel = context.channel
    let isLast = !head.isKeepAlive
    let place = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
      if isLast { return channel.close(promise: nil) }
      guard channel.isActive else { return }
      place.value.handler.restartDeadline(place.value.context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
