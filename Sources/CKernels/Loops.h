// Loops over texts, compiled twice by CKernels.c: once for any processor, once for those with AVX2 and
// BMI, of which nearly every x86-64 machine since 2015 is one. LOOP names the compilation.
//
// Reads go up to `Bytes.slack` bytes beyond the end of a run, writes up to 16 bytes beyond the room
// that a function asks for.

/// One bit for each of the 64 bytes at `p` that equals `a` or `b`.
static inline uint64_t LOOP(either64)(const uint8_t *p, uint8_t a, uint8_t b) {
#if defined(LOOP_IS_WIDE)
  const __m256i first = _mm256_set1_epi8((char)a), second = _mm256_set1_epi8((char)b);
  __m256i low = _mm256_loadu_si256((const __m256i *)p);
  __m256i high = _mm256_loadu_si256((const __m256i *)(p + 32));
  low = _mm256_or_si256(_mm256_cmpeq_epi8(low, first), _mm256_cmpeq_epi8(low, second));
  high = _mm256_or_si256(_mm256_cmpeq_epi8(high, first), _mm256_cmpeq_epi8(high, second));
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(low) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
#else
  return ck_either64(p, a, b);
#endif
}

/// One bit for each of the 64 bytes at `p` that equals `c`.
static inline uint64_t LOOP(equal64)(const uint8_t *p, uint8_t c) {
#if defined(LOOP_IS_WIDE)
  const __m256i value = _mm256_set1_epi8((char)c);
  __m256i low = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)p), value);
  __m256i high = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(p + 32)), value);
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(low) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
#else
  return ck_equal64(p, c);
#endif
}

// MARK: fields of a line

/// Notes what is behind each of the marks of a group.
static inline __attribute__((always_inline)) size_t LOOP(note_starts)(
    uint64_t marks, const uint8_t *group, const uint8_t **starts, size_t fields) {
  if (fields > CK_FIELDS) return fields + (size_t)__builtin_popcountll(marks);
  for (; marks != 0; marks &= marks - 1) starts[fields++] = group + __builtin_ctzll(marks) + 1;
  return fields;
}

static size_t LOOP(split)(const uint8_t *from, size_t count, uint8_t mark, const uint8_t **starts) {
  const uint8_t *const end = from + count;
  size_t fields = 1;
  starts[0] = from;
  for (; end - from >= 64; from += 64) {
    fields = LOOP(note_starts)(LOOP(equal64)(from, mark), from, starts, fields);
  }
  uint64_t last = LOOP(equal64)(from, mark) & ((1ull << (end - from)) - 1);
  fields = LOOP(note_starts)(last, from, starts, fields);
  if (fields <= CK_FIELDS) starts[fields] = end + 1;
  return fields;
}

// MARK: parameters of a query

/// Notes the pair between `from` and `end`; false when its name is none of the table as it stands.
static inline __attribute__((always_inline)) int LOOP(note)(
    const uint8_t *from, const uint8_t *end, const struct ck_name *names, struct ck_run *values,
    uint64_t *seen) {
  const uint64_t word = ck_word(from), equals = ck_first_equal(word, '=');
  if (equals == 0) return 0;
  const uint8_t *const value = from + (__builtin_ctzll(equals) >> 3) + 1;
  if (value > end) return 0;
  const uint64_t key = word & (equals ^ (equals - 1));
  size_t place = ck_name_place(key);
  while (names[place].key != key) {
    if (names[place].key == 0) return 0;
    place = (place + 1) % CK_NAMES;
  }
  const size_t number = names[place].number;
  values[number].start = value;
  values[number].count = (size_t)(end - value);
  seen[number >> 6] |= 1ull << (number & 63);
  return 1;
}

static const uint8_t *LOOP(pairs)(
    const uint8_t *from, const uint8_t *end, const struct ck_name *names, struct ck_run *values,
    uint64_t *seen) {
  const uint8_t *start = from;
  for (const uint8_t *group = from; group < end; group += 64) {
    for (uint64_t marks = LOOP(either64)(group, '&', ';'); marks != 0; marks &= marks - 1) {
      const uint8_t *stop = group + __builtin_ctzll(marks);
      if (stop >= end) break;
      if (!LOOP(note)(start, stop, names, values, seen)) return start;
      start = stop + 1;
    }
  }
  return start <= end && !LOOP(note)(start, end, names, values, seen) ? start : NULL;
}

// MARK: percent decoding

/// Writes what cleaning leaves of an ASCII control or 127; gives how many bytes.
static inline size_t LOOP(put_control)(uint8_t byte, int mode, uint8_t *to, uint32_t *what) {
  if (byte == '\t' && mode != CK_RAW) {
    memset(to, ' ', 4);
    *what |= CK_CHANGED;
    return 4;
  }
  if (mode == CK_RAW || (mode == CK_AGENT && byte != '\n' && byte != '\r')) {
    *to = byte;
    return 1;
  }
  *what |= CK_CHANGED | CK_REMOVED;
  return 0;
}

/// The byte that the escape at `from` stands for; `*next` lies behind it, and stays when it is none.
static inline uint8_t LOOP(unescape)(
    const uint8_t *from, const uint8_t *end, int undouble, const uint8_t **next, uint32_t *what) {
  int value;
  if (undouble && end - from > 4 && memcmp(from + 1, "25", 2) == 0 &&
      (value = ck_hex_pair(from + 3)) >= 0) {
    *next = from + 5;
  } else if (end - from > 2 && (value = ck_hex_pair(from + 1)) >= 0) {
    *next = from + 3;
  } else {
    return '%';
  }
  *what |= CK_CHANGED;
  return (uint8_t)value;
}

/// A group is copied whole and cut off where the next byte stands that may change.
static inline __attribute__((always_inline)) struct ck_decoded LOOP(decode_as)(
    const uint8_t *from, size_t count, uint8_t *to, int plus, int undouble, int mode) {
  const uint8_t *const end = from + count;
  uint8_t *const start = to;
  // One comparison finds `+`, `%` and the controls; what else it finds is rare where there are escapes.
  const uint8_t last = plus ? '+' : '%';
  uint32_t high = 0, what = 0;
  while (from < end) {
    uint32_t marks = ck_at_most16(from, last);
    if (mode == CK_FULL) marks |= ck_equal16(from, 127);
    // Bytes behind the end may count: then the repair looks in vain.
    high |= ck_high16(from);
    memcpy(to, from, 16);
    int skip = __builtin_ctz(marks | 1u << 16);
    from += skip;
    to += skip;
    if (skip == 16) continue;
    if (from >= end) break;
    do {
      const uint8_t *next = from + 1;
      uint8_t byte = *from;
      if (byte == '%') {
        byte = LOOP(unescape)(from, end, undouble, &next, &what);
      } else if (plus && byte == '+') {
        byte = ' ';
        what |= CK_CHANGED;
      }
      from = next;
      if ((uint8_t)(byte - 32) < 95) {
        *to++ = byte;
      } else if (byte >= 128) {
        *to++ = byte;
        high = 1;
      } else {
        to += LOOP(put_control)(byte, mode, to, &what);
      }
    } while (from < end && *from == '%');
  }
  to -= from - end;
  struct ck_decoded result = {(size_t)(to - start), high ? what | CK_HIGH : what};
  return result;
}

static struct ck_decoded LOOP(decode)(
    const uint8_t *from, size_t count, uint8_t *to, int plus, int undouble, int mode) {
  if (plus && mode == CK_FULL) {
    return undouble ? LOOP(decode_as)(from, count, to, 1, 1, CK_FULL)
                    : LOOP(decode_as)(from, count, to, 1, 0, CK_FULL);
  }
  return LOOP(decode_as)(from, count, to, plus, undouble, mode);
}

// MARK: rows with tabs

static uint8_t *LOOP(put_row)(
    const struct ck_columns *columns, size_t row, struct ck_place *place, uint8_t *to,
    const uint8_t *limit) {
  size_t i = place->next, column = place->column;
  const size_t count = columns->count;
  const size_t *const places = columns->places;
  const struct ck_slot *const *const values = columns->values;
  for (; i < count; i++) {
    const struct ck_slot *value = values[i] + row;
    const uint8_t kind = value->kind;
    if (kind == CK_EMPTY) continue;
    const size_t next = places[i], tabs = next - column, length = value->count;
    if (tabs > 16 || (size_t)(limit - to) < length + 36) break;
    memset(to, '\t', 16);
    uint8_t *const text = to + tabs;
    if (__builtin_expect(kind == CK_TEXT, 1)) {
      const uint8_t *const from = (const uint8_t *)(uintptr_t)value->bits;
      if (value->is_clean) {
        memcpy(text, from, 16);
#pragma clang loop unroll(disable)
        for (size_t at = 16; at < length; at += 16) memcpy(text + at, from + at, 16);
      } else if (!ck_copy_clean(from, text, length)) {
        break;
      }
      to = text + length;
    } else if (kind == CK_INTEGER && value->bits < 10000) {
      to = text + ck_put_small((uint32_t)value->bits, text);
    } else {
      break;
    }
    column = next;
  }
  place->next = i;
  place->column = column;
  return to;
}

// MARK: members of a JSON object

/// Copies 32 bytes; gives `ck_json_escape32` of them, and in `high` one bit for each of 128 and above.
static inline uint32_t LOOP(copy_marks)(const uint8_t *from, uint8_t *to, uint32_t *high) {
#if defined(LOOP_IS_WIDE)
  const __m256i x = _mm256_loadu_si256((const __m256i *)from);
  _mm256_storeu_si256((__m256i *)to, x);
  const __m256i controls = _mm256_cmpeq_epi8(_mm256_min_epu8(x, _mm256_set1_epi8(31)), x);
  const __m256i marks = _mm256_or_si256(
      _mm256_cmpeq_epi8(x, _mm256_set1_epi8('"')), _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\\')));
  *high = (uint32_t)_mm256_movemask_epi8(x);
  return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(marks, controls));
#else
  ck_copy32(from, to);
  *high = ck_high16(from) | ck_high16(from + 16) << 16;
  return ck_json_escape32(from);
#endif
}

/// Copies a text of more than 32 bytes; whether it is UTF-8 without escapes.
static int LOOP(copy_long)(const uint8_t *from, size_t length, uint8_t *to) {
  uint32_t marks = 0, beyond = 0, high;
  size_t done = 0;
  for (; marks == 0 && done + 32 < length; done += 32) {
    marks = LOOP(copy_marks)(from + done, to + done, &high);
    beyond |= high;
  }
  if (marks != 0) return 0;
  const uint32_t own = ~(uint32_t)0 >> (done + 32 - length);
  marks = LOOP(copy_marks)(from + done, to + done, &high) & own;
  beyond |= high & own;
  return marks == 0 && (beyond == 0 || ck_utf8_valid(from, length));
}

/// Puts backslashes before the marked bytes of a text that was copied to `to`; gives its end.
static inline uint8_t *LOOP(put_slashes)(
    const uint8_t *from, size_t length, uint32_t marks, uint8_t *to) {
  size_t read = 0;
  for (; marks != 0; marks &= marks - 1) {
    const size_t mark = (size_t)__builtin_ctz(marks);
    to += mark - read;
    to[0] = '\\';
    ck_copy32(from + mark, to + 1);
    to += 2;
    read = mark + 1;
  }
  return to + (length - read);
}

/// What is rare is asked one after the other, so that the processor foresees each alone.
static uint8_t *LOOP(put_members)(
    const struct ck_columns *columns, const struct ck_run *keys, size_t row, size_t *next,
    uint8_t *to, const uint8_t *limit) {
  size_t i = *next;
  const size_t count = columns->count;
  const struct ck_slot *const *const values = columns->values;
  for (; i < count; i++) {
    const struct ck_slot *value = values[i] + row;
    const uint8_t kind = value->kind;
    if (kind == CK_EMPTY) continue;
    const struct ck_run key = keys[i];
    const size_t length = value->count;
    if ((size_t)(limit - to) < key.count + length + CK_MEMBER_TAIL) break;
    ck_copy32(key.start, to);
#pragma clang loop unroll(disable)
    for (size_t at = 32; at < key.count; at += 32) ck_copy32(key.start + at, to + at);
    uint8_t *end = to + key.count;
    if (__builtin_expect(kind == CK_TEXT, 1)) {
      const uint8_t *const from = (const uint8_t *)(uintptr_t)value->bits;
      if (length > 32) {
        if (!LOOP(copy_long)(from, length, end)) break;
        end += length;
      } else {
        uint32_t high;
        const uint32_t own = (uint32_t)((1ull << length) - 1);
        const uint32_t marks = LOOP(copy_marks)(from, end, &high) & own;
        if ((high & own) != 0 && !ck_utf8_valid(from, length)) break;
        if (marks == 0) {
          end += length;
        } else if (((ck_below16(from, 32) | ck_below16(from + 16, 32) << 16) & marks) == 0) {
          end = LOOP(put_slashes)(from, length, marks, end);
        } else {
          break;
        }
      }
      *end++ = '"';
    } else if (kind == CK_INTEGER && value->bits < 10000) {
      end += ck_put_small((uint32_t)value->bits, end - 1) - 1;
    } else {
      break;
    }
    *end = ',';
    to = end + 1;
  }
  *next = i;
  return to;
}

// MARK: parts of a URI

/// `ck_uri_marks16`, by a look at both halves of each byte: of two tables of 16 bytes one has a bit for
/// each upper half, the other tells for each lower half which upper ones make a mark.
static inline uint32_t LOOP(uri_marks16)(const uint8_t *p) {
#if defined(LOOP_IS_WIDE)
  // The lower half 0 is a mark below 0x20, in blank and backquote; 1 below 0x20; and so on.
  const __m128i lower = _mm_setr_epi8(
      0x47, 0x03, 0x07, 0x07, 0x03, 0x07, 0x03, 0x03, 0x03, 0x03, 0x03, (char)0xa3, (char)0xab,
      (char)0xa3, 0x2b, (char)0x8b);
  const __m128i upper = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, (char)128, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m128i x = _mm_loadu_si128((const __m128i *)p);
  const __m128i half = _mm_and_si128(_mm_srli_epi16(x, 4), _mm_set1_epi8(15));
  const __m128i hit = _mm_and_si128(_mm_shuffle_epi8(lower, x), _mm_shuffle_epi8(upper, half));
  return ~(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(hit, _mm_setzero_si128())) & 0xffffu;
#else
  return ck_uri_marks16(p);
#endif
}

static size_t LOOP(uri_end)(
    const uint8_t *from, size_t count, size_t at, const uint8_t *classes, uint8_t allowed) {
  while (at < count) {
    const uint32_t marks = LOOP(uri_marks16)(from + at);
    at += (size_t)__builtin_ctz(marks | 1u << 16);
    if (marks == 0) continue;
    if (at >= count) break;
    if ((classes[from[at]] & allowed) != 0) {
      at += 1;
    } else if (from[at] == '%' && count - at > 2 && ck_hex_pair(from + at + 1) >= 0) {
      at += 3;
    } else {
      return at;
    }
  }
  return count;
}

// MARK: strings of JSON

/// One bit for each of the 64 bytes at `p` that is `c` or above as an unsigned number.
static inline uint64_t LOOP(from64)(const uint8_t *p, uint8_t c) {
#if defined(LOOP_IS_WIDE)
  const __m256i least = _mm256_set1_epi8((char)c);
  __m256i low = _mm256_loadu_si256((const __m256i *)p);
  __m256i high = _mm256_loadu_si256((const __m256i *)(p + 32));
  low = _mm256_cmpeq_epi8(_mm256_max_epu8(low, least), low);
  high = _mm256_cmpeq_epi8(_mm256_max_epu8(high, least), high);
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(low) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
#else
  return ck_from64(p, c);
#endif
}

/// What the strings of 64 bytes are told from.
struct LOOP(group) {
  uint64_t quotes, slashes;
  /// Not 0 when there are ASCII controls; when there are bytes of 128 and above.
  uint32_t controls, high;
};

static inline __attribute__((always_inline)) struct LOOP(group) LOOP(look)(const uint8_t *p) {
  struct LOOP(group) group = {LOOP(equal64)(p, '"'), LOOP(equal64)(p, '\\'), 0, 0};
#if defined(LOOP_IS_WIDE)
  const __m256i low = _mm256_loadu_si256((const __m256i *)p), last = _mm256_set1_epi8(31);
  const __m256i high = _mm256_loadu_si256((const __m256i *)(p + 32));
  const __m256i least = _mm256_min_epu8(low, high);
  group.controls =
      (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(least, last), least));
  group.high = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(low, high));
#else
  for (int i = 0; i < 64; i += 16) {
    group.controls |= ck_at_most16(p + i, 31);
    group.high |= ck_high16(p + i);
  }
#endif
  return group;
}

/// Whether the groups that have bytes of 128 and above, whose places are given, are well-formed UTF-8
/// (Unicode, table 3-7), and those between them need not be looked at. `last` is the group that ends
/// the text, with blanks behind.
static int LOOP(utf8_groups)(
    const uint8_t *from, size_t count, const uint16_t *places, size_t groups, const uint8_t *last) {
  // Where the characters of the group before go on, and where their second bytes are bounded.
  uint64_t more = 0, from_a0 = 0, below_a0 = 0, from_90 = 0, below_90 = 0;
  size_t next = 0;
  for (size_t i = 0; i < groups; i++) {
    if (more != 0 && places[i] != next) return 0;
    next = (size_t)places[i] + 64;
    const uint8_t *const p = next <= count ? from + places[i] : last;
    const uint64_t lead = LOOP(from64)(p, 0xc0), three = LOOP(from64)(p, 0xe0);
    const uint64_t four = LOOP(from64)(p, 0xf0);
    if (lead != LOOP(from64)(p, 0xc2) || LOOP(from64)(p, 0xf5) != 0) return 0;
    more |= lead << 1 | three << 2 | four << 3;
    if (more != (LOOP(from64)(p, 0x80) & ~lead)) return 0;
    more = lead >> 63 | three >> 62 | four >> 61;
    if ((three | from_a0 | below_a0 | from_90 | below_90) == 0) continue;
    const uint64_t e0 = LOOP(equal64)(p, 0xe0), ed = LOOP(equal64)(p, 0xed);
    const uint64_t f0 = LOOP(equal64)(p, 0xf0), f4 = LOOP(equal64)(p, 0xf4);
    const uint64_t a0 = LOOP(from64)(p, 0xa0), b90 = LOOP(from64)(p, 0x90);
    if (((from_a0 | e0 << 1) & ~a0) | ((below_a0 | ed << 1) & a0) |
        ((from_90 | f0 << 1) & ~b90) | ((below_90 | f4 << 1) & b90))
      return 0;
    from_a0 = e0 >> 63, below_a0 = ed >> 63, from_90 = f0 >> 63, below_90 = f4 >> 63;
  }
  return more == 0;
}

/// Whether all these bytes of a group, one bit each, make an escape of JSON with the backslash before.
static int LOOP(are_escapes)(const uint8_t *group, uint64_t bits, const uint8_t *end) {
  for (; bits != 0; bits &= bits - 1) {
    if (!ck_is_escape(group + __builtin_ctzll(bits), end)) return 0;
  }
  return 1;
}

/// What is rare in a group is only noted in the loop, which so has no jump that depends on the bytes.
static int LOOP(json_strings)(
    const uint8_t *from, size_t count, uint64_t *quotes, uint64_t *slashes) {
  // The last group, with blanks behind the text.
  uint8_t last[128];
  const size_t whole = count & ~(size_t)63;
  memcpy(last, from + whole, 64);
  memset(last + (count - whole), ' ', 64);
  // Groups that have bytes of 128 and above, and other escapes than those of quotes and backslashes.
  uint16_t high[CK_JSON_GROUPS], other[CK_JSON_GROUPS];
  uint64_t escapes[CK_JSON_GROUPS];
  size_t highs = 0, others = 0;
  // The lowest bit says whether the next byte is escaped.
  uint64_t carry = 0;
  uint32_t controls = 0, ends = 0;
  for (size_t base = 0; base <= whole; base += 64) {
    const struct LOOP(group) group = LOOP(look)(base < whole ? from + base : last);
    const uint64_t escaped = ck_escaped(group.slashes, &carry), own = group.quotes & ~escaped;
    quotes[base / 64] = own;
    slashes[base / 64] = group.slashes;
    ends += (uint32_t)__builtin_popcountll(own);
    controls |= group.controls;
    high[highs] = other[others] = (uint16_t)base;
    highs += group.high != 0;
    escapes[others] = escaped & ~(group.quotes | group.slashes);
    others += escapes[others] != 0;
  }
  quotes[whole / 64] |= 1ull << (count - whole);
  // Each string has two quotes.
  if ((controls | (ends & 1)) != 0) return 0;
  for (size_t i = 0; i < others; i++) {
    if (!LOOP(are_escapes)(from + other[i], escapes[i], from + count)) return 0;
  }
  return highs == 0 || LOOP(utf8_groups)(from, count, high, highs, last);
}

static const struct ck_loops LOOP(loops) = {
    LOOP(split),       LOOP(pairs),   LOOP(decode), LOOP(put_row),
    LOOP(put_members), LOOP(uri_end), LOOP(json_strings)};
