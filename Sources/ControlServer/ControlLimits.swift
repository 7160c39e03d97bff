import NIOCore

/// What strangers can take of a control server at most.
package struct ControlLimits: Sendable {
  /// Connections at once; more are closed as they come. A scraper needs one, a person a few.
  package var connections = 64
  /// Bytes of a request's target and headers, all together; browsers send about 2 kB.
  package var headers = 16 * 1024
  package var headerCount = 100
  /// Bytes of a body, which nobody reads.
  package var body = 16 * 1024
  /// Milliseconds until a request is there, and until its answer is taken; a connection without a
  /// request lives as long.
  package var patience = 30_000

  package init() {}

  var timeout: TimeAmount { .milliseconds(Int64(patience)) }
}
