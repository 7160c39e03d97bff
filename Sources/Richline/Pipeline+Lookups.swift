extension Pipeline {
  /// The names under `lookups`, in the order of the file.
  public var lookupNames: [String] { plan.lookups.filter { !$0.isShipped }.map(\.name) }

  /// Opens one lookup of the file.
  ///
  /// Errors: it cannot be opened, at the place where it is declared; nothing when there is none.
  public func openLookup(named name: String) throws(Findings) -> any Lookup {
    guard let lookup = plan.lookups.first(where: { $0.name == name }) else { throw [] }
    do throws(Failure) { return try lookup.open() } catch {
      throw plan.veil.told([Finding(.error, "lookup", at: lookup.span, error.message)])
    }
  }
}
