internal import CCurl

/// libcurl, loaded when the first download asks for it.
enum CurlLibrary {
  /// Made once, by one thread, as initializers of globals are.
  private static let isOpen = ccurl_open() == 0

  /// What is missing, and how to get it; nil when nothing is.
  static var lack: String? {
    isOpen
      ? nil
      : "libcurl is not there ('apt-get install libcurl4', or its file's path in RICHLINE_LIBCURL)"
  }
}
