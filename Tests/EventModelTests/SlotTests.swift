import EventModel
import Testing

@Suite struct `a slot` {
  @Test func `takes 16 bytes and is empty when all are zero`() {
    #expect(MemoryLayout<Slot>.size == 16 && MemoryLayout<Slot>.stride == 16)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 16)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: 16)
    #expect(memory.load(as: Slot.self).isEmpty)
  }

  @Test func `gives back what it was made of`() {
    #expect(Slot.integer(.min).integer == .min)
    #expect(Slot.timestamp(-1).integer == -1)
    #expect(Slot.float(-0.0).float.sign == .minus)
    #expect(Slot.float(.infinity).float == .infinity)
    #expect(Slot.double(.nan).double.isNaN)
    #expect(Slot.boolean(true).boolean && !Slot.boolean(false).boolean)
    #expect(Slot.text(.constant("é")).bytes.string == "é")
    #expect(Slot.decimal(.constant("1.50")).bytes == "1.50")
    #expect(Slot.json(.constant("{}")).bytes == "{}")
  }

  @Test func `is text only when it holds text`() {
    #expect(Slot.text(.constant("a")).text?.string == "a")
    #expect(Slot.json(.constant("1")).text == nil)
    #expect(Slot.integer(1).text == nil)
    #expect(Slot.empty.text == nil)
  }

  @Test(arguments: ["", "a", "é\u{a0}", "sixteen letters.", "seventeen letters", "a\u{7f}", "\t"])
  func `is marked as clean only when no writer would change it`(text: String) {
    let isClean = text.utf8.allSatisfy { $0 >= 32 && $0 != 127 }
    let slot = Slot.text(.constant(text))
    #expect(isSame(slot.marked, isClean ? .clean(slot.bytes) : slot))
    #expect(slot.marked.text?.string == text && slot.marked.kind == .text)
    let moved = slot.marked.moved(to: .constant(text))
    #expect(moved.bytes == slot.bytes && isSame(moved.moved(to: slot.bytes), slot.marked))
    #expect(isSame(Slot.integer(0x09).marked, .integer(9)))
  }

  private func isSame(_ a: Slot, _ b: Slot) -> Bool {
    withUnsafeBytes(of: a) { a in withUnsafeBytes(of: b) { b in a.elementsEqual(b) } }
  }

  @Test(arguments: FieldType.allCases)
  func `has a kind for every type`(type: FieldType) {
    #expect("\(type.kind)" == type.rawValue)
  }

  @Test func `lists of entities share their tails`() {
    let arena = Arena()
    func entity(_ data: String, on list: Slot, _ group: Int) -> Slot {
      list.adding(
        schema: .constant("iglu:a/b/jsonschema/1-0-0"), data: .constant(data), group: group,
        arena: arena)
    }
    func data(_ list: Slot) -> [String] {
      var found: [String] = []
      var node = list.entities
      while let entity = node?.pointee {
        found.append("\(entity.data.string) \(entity.group)")
        node = entity.next
      }
      return found
    }
    let one = entity("1", on: .empty, 7)
    let left = entity("2", on: one, 8)
    let right = entity("3", on: one, 9)
    #expect(data(one) == ["1 7"])
    #expect(data(left) == ["2 8", "1 7"])
    #expect(data(right) == ["3 9", "1 7"])
    #expect((one.count, left.count, right.count) == (1, 2, 2))
    #expect(data(.empty) == [])
    // A field that holds something else begins a new list.
    #expect(data(entity("4", on: .integer(5), 1)) == ["4 1"])
  }
}
