import NIOCore
import NIOHTTP1
import NIOPosix
package import PipelineConfig
package import Richline
private import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Serves the control address of a run over HTTP/1.1.
///
/// Shape: one thread for sockets, one for requests that read something anew; it never stands in the
/// way of events. What strangers can take of it is bounded by `ControlLimits`.
package final class ControlServer: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let pool: NIOThreadPool
  private let channel: any Channel
  private let isClosed = Atomic<Bool>(false)
  /// The port, also when any free one was asked for.
  package let port: Int

  /// Listens from now on.
  ///
  /// Errors: a `Failure` of class `input` that names the address and the system's reason.
  package static func start(
    at address: ListenAddress, _ routes: ControlRoutes, limits: ControlLimits = ControlLimits()
  ) throws(Failure) -> ControlServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let pool = NIOThreadPool(numberOfThreads: 1)
    pool.start()
    let door = ConnectionCount(limit: limits.connections)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard door.enter() else { throw ChannelError.ioOnClosedChannel }
          channel.closeFuture.whenComplete { _ in door.leave() }
          try ControlServer.prepare(channel, routes, pool, limits)
        }
      }
    do {
      let channel = try bootstrap.bind(host: address.host, port: address.port).wait()
      return ControlServer(group, pool, channel)
    } catch {
      try? group.syncShutdownGracefully()
      try? pool.syncShutdownGracefully()
      throw Failure(.input, "cannot listen on \(address.text): \(reason(error))")
    }
  }

  private init(
    _ group: MultiThreadedEventLoopGroup, _ pool: NIOThreadPool, _ channel: any Channel
  ) {
    self.group = group
    self.pool = pool
    self.channel = channel
    port = channel.localAddress?.port ?? 0
  }

  private static func prepare(
    _ channel: any Channel, _ routes: ControlRoutes, _ pool: NIOThreadPool,
    _ limits: ControlLimits
  ) throws {
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderFieldSize = limits.headers
    decoding.maxHeaderListSize = limits.headers
    decoding.maxHeaderFieldCount = limits.headerCount
    let pipeline = channel.pipeline.syncOperations
    try pipeline.configureHTTPServerPipeline(
      withEncoderConfiguration: HTTPResponseEncoder.Configuration(),
      withDecoderLimitConfiguration: decoding)
    try pipeline.addHandler(RequestHandler(routes, pool, limits))
  }

  /// Closes the address; connections that are open end with it.
  package func stop() {
    guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
    try? channel.close().wait()
    try? group.syncShutdownGracefully()
    try? pool.syncShutdownGracefully()
  }

  private static func reason(_ error: any Error) -> String {
    if error is SocketAddressError.UnknownHost { return "there is no such host" }
    guard let error = error as? IOError else { return "\(error)" }
    return String(cString: strerror(error.errnoCode)).lowercased()
  }
}
