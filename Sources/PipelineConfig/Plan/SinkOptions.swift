/// `retry` of a sink: how often, and how long after, a target is tried again that refused for now.
package struct RetryOptions: Sendable, Equatable {
  /// Nil: until it works or the run is stopped.
  package var times: Int?
  /// Before the first repetition; later ones wait longer.
  package var waitMilliseconds: Int

  package init(times: Int? = nil, waitMilliseconds: Int = 1000) {
    self.times = times
    self.waitMilliseconds = waitMilliseconds
  }
}

/// `batch` of a sink: what is sent at once at most; nil members are as the plugin has them.
package struct BatchOptions: Sendable, Equatable {
  package var events: Int?
  package var size: Int?
  /// How long the first event of a batch waits for others.
  package var waitMilliseconds: Int?

  package init(events: Int? = nil, size: Int? = nil, waitMilliseconds: Int? = nil) {
    self.events = events
    self.size = size
    self.waitMilliseconds = waitMilliseconds
  }
}

/// `rotate` of a sink: when a file is closed and named and the next part begins, by what comes first.
package struct RotateOptions: Sendable, Equatable {
  package var size: Int?
  package var everyMilliseconds: Int?

  package init(size: Int? = nil, everyMilliseconds: Int? = nil) {
    self.size = size
    self.everyMilliseconds = everyMilliseconds
  }
}
