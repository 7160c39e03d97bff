import Digests

/// What the stage keeps across the events of a run.
public struct DedupeMemory {
  var keys: KeyMemory
  /// Made once: it begins anew after each digest.
  var hash = SHA256()
}
