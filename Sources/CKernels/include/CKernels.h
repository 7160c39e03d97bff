// Byte kernels that Swift inlines: comparisons over 16 bytes as bit masks.
// Every function reads whole 16-byte groups: the caller's bytes have 64 readable bytes behind them
// (`Bytes.slack` in EventModel).
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

/// One bit for each of the 16 bytes at `p` that equals `c`.
static inline uint32_t ck_equal16(const uint8_t *p, uint8_t c) {
  __m128i x = _mm_loadu_si128((const __m128i *)p);
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)c)));
}

/// One bit for each of the 16 bytes at `p` that is below `c` as an unsigned number.
static inline uint32_t ck_below16(const uint8_t *p, uint8_t c) {
  __m128i x = _mm_loadu_si128((const __m128i *)p);
  __m128i k = _mm_set1_epi8((char)c);
  return ~(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(x, k), x)) & 0xffffu;
}

/// One bit for each of the 16 bytes at `p` that is `c` or below as an unsigned number.
static inline uint32_t ck_at_most16(const uint8_t *p, uint8_t c) {
  __m128i x = _mm_loadu_si128((const __m128i *)p);
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8((char)c)), x));
}

/// One bit for each of the 16 bytes at `p` that is 128 or above.
static inline uint32_t ck_high16(const uint8_t *p) {
  return (uint32_t)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)p));
}

/// One bit for each of the 16 bytes at `p` at which a plain JSON string stops: `"`, `\`, those below 32
/// and, since the comparison is signed, those of 128 and above.
static inline uint32_t ck_json_stop16(const uint8_t *p) {
  __m128i x = _mm_loadu_si128((const __m128i *)p);
  __m128i stops = _mm_or_si128(
      _mm_cmpeq_epi8(x, _mm_set1_epi8('"')), _mm_cmpeq_epi8(x, _mm_set1_epi8('\\')));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(stops, _mm_cmplt_epi8(x, _mm_set1_epi8(32))));
}

/// One bit for each of the 16 bytes at `p` that JSON text must escape: `"`, `\` and those below 32.
static inline uint32_t ck_json_escape16(const uint8_t *p) {
  __m128i x = _mm_loadu_si128((const __m128i *)p);
  __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(31)), x);
  __m128i quote = _mm_cmpeq_epi8(x, _mm_set1_epi8('"'));
  __m128i back = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(low, quote), back));
}

/// Whether the `n` bytes at `p` are well-formed UTF-8 (Unicode, table 3-7): in groups of 16, without
/// a branch for each character.
static inline int ck_utf8_valid(const uint8_t *p, size_t n) {
#define CK_IS(c) ((uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)(c)))) & own)
#define CK_FROM(c) \
  ((uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(x, _mm_set1_epi8((char)(c))), x)) & own)
  // Where the characters begun so far go on, and where their second bytes are bounded.
  uint32_t more = 0, from_a0 = 0, below_a0 = 0, from_90 = 0, below_90 = 0;
  for (size_t i = 0; i < n; i += 16) {
    __m128i x = _mm_loadu_si128((const __m128i *)(p + i));
    uint32_t own = n - i < 16 ? (1u << (n - i)) - 1 : 0xffffu;
    uint32_t high = (uint32_t)_mm_movemask_epi8(x) & own;
    if ((high | more) == 0) continue;
    uint32_t lead = CK_FROM(0xc0), three = CK_FROM(0xe0), four = CK_FROM(0xf0);
    if (lead != CK_FROM(0xc2) || CK_FROM(0xf5)) return 0;
    more |= lead << 1 | three << 2 | four << 3;
    if ((more & 0xffffu) != (high & ~lead)) return 0;
    more >>= 16;
    if (three | from_a0 | below_a0 | from_90 | below_90) {
      uint32_t a0 = CK_FROM(0xa0), b90 = CK_FROM(0x90);
      from_a0 |= CK_IS(0xe0) << 1, below_a0 |= CK_IS(0xed) << 1;
      from_90 |= CK_IS(0xf0) << 1, below_90 |= CK_IS(0xf4) << 1;
      if (((from_a0 & ~a0) | (below_a0 & a0) | (from_90 & ~b90) | (below_90 & b90)) & 0xffffu)
        return 0;
      from_a0 >>= 16, below_a0 >>= 16, from_90 >>= 16, below_90 >>= 16;
    }
  }
#undef CK_IS
#undef CK_FROM
  return more == 0;
}

/// One bit for each of the 16 bytes at `p` that equals the one at `q`.
static inline uint32_t ck_same16(const uint8_t *p, const uint8_t *q) {
  __m128i a = _mm_loadu_si128((const __m128i *)p), b = _mm_loadu_si128((const __m128i *)q);
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, b));
}

/// One bit for each of the 64 bytes at `p` that equals `a` or `b`.
static inline uint64_t ck_either64(const uint8_t *p, uint8_t a, uint8_t b) {
  const __m128i first = _mm_set1_epi8((char)a), second = _mm_set1_epi8((char)b);
  uint64_t mask = 0;
  for (int i = 0; i < 64; i += 16) {
    __m128i x = _mm_loadu_si128((const __m128i *)(p + i));
    __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(x, first), _mm_cmpeq_epi8(x, second));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(hit) << i;
  }
  return mask;
}

/// One bit for each of the 64 bytes at `p` that is `c` or above as an unsigned number.
static inline uint64_t ck_from64(const uint8_t *p, uint8_t c) {
  const __m128i least = _mm_set1_epi8((char)c);
  uint64_t mask = 0;
  for (int i = 0; i < 64; i += 16) {
    __m128i x = _mm_loadu_si128((const __m128i *)(p + i));
    x = _mm_cmpeq_epi8(_mm_max_epu8(x, least), x);
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(x) << i;
  }
  return mask;
}

/// One bit for each of the 16 bytes at `p` that is below `low` or above `high`.
static inline uint32_t ck_outside16(const uint8_t *p, uint8_t low, uint8_t high) {
  __m128i x = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)p), _mm_set1_epi8((char)low));
  __m128i in = _mm_min_epu8(x, _mm_set1_epi8((char)(high - low)));
  return ~(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(in, x)) & 0xffffu;
}

/// Whether the 36 bytes at `p` are a UUID: 0 for none, 1 with small letters only, 2 with capitals.
static inline int ck_uuid(const uint8_t *p) {
  const uint64_t dashes = 1ull << 8 | 1ull << 13 | 1ull << 18 | 1ull << 23;
  const uint64_t all = (1ull << 36) - 1;
  uint64_t digit = 0, letter = 0, small = 0, dash = 0;
  for (int i = 0; i < 3; i++) {
    int at = i * 16;
    __m128i x = _mm_loadu_si128((const __m128i *)(p + at));
    __m128i d = _mm_sub_epi8(x, _mm_set1_epi8('0'));
    __m128i l = _mm_sub_epi8(_mm_or_si128(x, _mm_set1_epi8(32)), _mm_set1_epi8('a'));
    __m128i s = _mm_sub_epi8(x, _mm_set1_epi8('a'));
    digit |= (uint64_t)(uint32_t)_mm_movemask_epi8(
                 _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d)) << at;
    letter |= (uint64_t)(uint32_t)_mm_movemask_epi8(
                  _mm_cmpeq_epi8(_mm_min_epu8(l, _mm_set1_epi8(5)), l)) << at;
    small |= (uint64_t)(uint32_t)_mm_movemask_epi8(
                 _mm_cmpeq_epi8(_mm_min_epu8(s, _mm_set1_epi8(5)), s)) << at;
    dash |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8('-'))) << at;
  }
  if ((dash & all) != dashes || ((digit | letter) & all) != (all ^ dashes)) return 0;
  return (letter & ~small & all) == 0 ? 1 : 2;
}

/// Copies `n` bytes in groups of 16, the last of which may reach beyond; whether all are clean: no
/// ASCII control, no 127.
static inline int ck_copy_clean(const uint8_t *from, uint8_t *to, size_t n) {
  const __m128i low = _mm_set1_epi8(31), del = _mm_set1_epi8(127);
#define CK_BAD(x) _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(x, low), x), _mm_cmpeq_epi8(x, del))
  __m128i x = _mm_loadu_si128((const __m128i *)from);
  _mm_storeu_si128((__m128i *)to, x);
  __m128i bad = CK_BAD(x);
  if (n < 16) return ((uint32_t)_mm_movemask_epi8(bad) & ((1u << n) - 1)) == 0;
  for (size_t i = 16; i + 16 <= n; i += 16) {
    x = _mm_loadu_si128((const __m128i *)(from + i));
    _mm_storeu_si128((__m128i *)(to + i), x);
    bad = _mm_or_si128(bad, CK_BAD(x));
  }
  x = _mm_loadu_si128((const __m128i *)(from + n - 16));
  _mm_storeu_si128((__m128i *)(to + n - 16), x);
  bad = _mm_or_si128(bad, CK_BAD(x));
#undef CK_BAD
  return _mm_movemask_epi8(bad) == 0;
}

/// One bit for each of the 16 bytes at `p` that a URI's path may not hold as it stands: all but
/// letters, digits, `-_.!~*'():@&=+$,;/` and bytes from 128 on.
static inline uint32_t ck_uri_marks16(const uint8_t *p) {
#define CK_IS(value) _mm_cmpeq_epi8(x, _mm_set1_epi8(value))
  __m128i x = _mm_loadu_si128((const __m128i *)p);
  __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x20)), x);
  // `"` and `#`; `<` and `>`; `[`, `\`, `]` and `^`; `{`, `|` and `}`.
  __m128i quote = _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(1)), _mm_set1_epi8(0x23));
  __m128i angle = _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(2)), _mm_set1_epi8(0x3e));
  __m128i bracket = _mm_sub_epi8(x, _mm_set1_epi8(0x5b));
  bracket = _mm_cmpeq_epi8(_mm_min_epu8(bracket, _mm_set1_epi8(3)), bracket);
  __m128i brace = _mm_sub_epi8(x, _mm_set1_epi8(0x7b));
  brace = _mm_cmpeq_epi8(_mm_min_epu8(brace, _mm_set1_epi8(2)), brace);
  __m128i single = _mm_or_si128(_mm_or_si128(CK_IS('%'), CK_IS('?')),
                                _mm_or_si128(CK_IS('`'), CK_IS(0x7f)));
  __m128i any = _mm_or_si128(_mm_or_si128(_mm_or_si128(low, quote), _mm_or_si128(angle, bracket)),
                             _mm_or_si128(brace, single));
#undef CK_IS
  return (uint32_t)_mm_movemask_epi8(any);
}

/// One bit for each of the 16 bytes at `p` that is no ASCII letter or digit.
static inline uint32_t ck_not_alphanumeric16(const uint8_t *p) {
  __m128i x = _mm_loadu_si128((const __m128i *)p);
  __m128i d = _mm_sub_epi8(x, _mm_set1_epi8('0'));
  __m128i l = _mm_sub_epi8(_mm_or_si128(x, _mm_set1_epi8(32)), _mm_set1_epi8('a'));
  __m128i yes = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d),
                             _mm_cmpeq_epi8(_mm_min_epu8(l, _mm_set1_epi8(25)), l));
  return ~(uint32_t)_mm_movemask_epi8(yes) & 0xffffu;
}
#else
static inline uint32_t ck_equal16(const uint8_t *p, uint8_t c) {
  uint32_t m = 0;
  for (int i = 0; i < 16; i++) m |= (uint32_t)(p[i] == c) << i;
  return m;
}
static inline uint32_t ck_below16(const uint8_t *p, uint8_t c) {
  uint32_t m = 0;
  for (int i = 0; i < 16; i++) m |= (uint32_t)(p[i] < c) << i;
  return m;
}
static inline uint32_t ck_at_most16(const uint8_t *p, uint8_t c) {
  uint32_t m = 0;
  for (int i = 0; i < 16; i++) m |= (uint32_t)(p[i] <= c) << i;
  return m;
}
static inline uint32_t ck_high16(const uint8_t *p) {
  uint32_t m = 0;
  for (int i = 0; i < 16; i++) m |= (uint32_t)(p[i] >> 7) << i;
  return m;
}
static inline uint32_t ck_json_stop16(const uint8_t *p) {
  uint32_t m = ck_equal16(p, '"') | ck_equal16(p, '\\');
  return m | ck_below16(p, 32) | ck_high16(p);
}
static inline uint32_t ck_json_escape16(const uint8_t *p) {
  return ck_equal16(p, '"') | ck_equal16(p, '\\') | ck_below16(p, 32);
}
static inline uint32_t ck_outside16(const uint8_t *p, uint8_t low, uint8_t high) {
  uint32_t m = 0;
  for (int i = 0; i < 16; i++) m |= (uint32_t)(p[i] < low || p[i] > high) << i;
  return m;
}
static inline int ck_utf8_valid(const uint8_t *p, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint8_t lead = p[i], low = 0x80, high = 0xbf;
    if (lead < 0x80) continue;
    int more = lead < 0xc2 || lead > 0xf4 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (more < 0 || n - i <= (size_t)more) return 0;
    if (lead == 0xe0) low = 0xa0;
    if (lead == 0xed) high = 0x9f;
    if (lead == 0xf0) low = 0x90;
    if (lead == 0xf4) high = 0x8f;
    for (; more > 0; more--, low = 0x80, high = 0xbf) {
      if (p[++i] < low || p[i] > high) return 0;
    }
  }
  return 1;
}
static inline uint32_t ck_same16(const uint8_t *p, const uint8_t *q) {
  uint32_t m = 0;
  for (int i = 0; i < 16; i++) m |= (uint32_t)(p[i] == q[i]) << i;
  return m;
}
static inline uint64_t ck_either64(const uint8_t *p, uint8_t a, uint8_t b) {
  uint64_t m = 0;
  for (int i = 0; i < 64; i++) m |= (uint64_t)(p[i] == a || p[i] == b) << i;
  return m;
}
static inline uint64_t ck_from64(const uint8_t *p, uint8_t c) {
  uint64_t m = 0;
  for (int i = 0; i < 64; i++) m |= (uint64_t)(p[i] >= c) << i;
  return m;
}
static inline int ck_copy_clean(const uint8_t *from, uint8_t *to, size_t n) {
  int bad = 0;
  for (size_t i = 0; i < n; i++) {
    to[i] = from[i];
    bad |= from[i] < 32 || from[i] == 127;
  }
  return !bad;
}
static inline int ck_uuid(const uint8_t *p) {
  int kind = 1;
  for (int i = 0; i < 36; i++) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (p[i] != '-') return 0;
    } else if ((uint8_t)(p[i] - '0') > 9) {
      if ((uint8_t)((p[i] | 32) - 'a') > 5) return 0;
      if (p[i] < 'a') kind = 2;
    }
  }
  return kind;
}
static inline uint32_t ck_uri_marks16(const uint8_t *p) {
  uint32_t m = 0;
  for (int i = 0; i < 16; i++) {
    uint8_t c = p[i];
    m |= (uint32_t)(c <= 0x20 || c == 0x7f || (c && strchr("\"#<>[\\]^{|}%?`", c))) << i;
  }
  return m;
}
static inline uint32_t ck_not_alphanumeric16(const uint8_t *p) {
  uint32_t m = 0;
  for (int i = 0; i < 16; i++) {
    m |= (uint32_t)((uint8_t)(p[i] - '0') > 9 && (uint8_t)((p[i] | 32) - 'a') > 25) << i;
  }
  return m;
}
#endif

/// `ck_equal16` over 64 bytes.
static inline uint64_t ck_equal64(const uint8_t *p, uint8_t c) {
  return (uint64_t)ck_equal16(p, c) | (uint64_t)ck_equal16(p + 16, c) << 16 |
         (uint64_t)ck_equal16(p + 32, c) << 32 | (uint64_t)ck_equal16(p + 48, c) << 48;
}

/// `ck_json_stop16` over 32 bytes.
static inline uint32_t ck_json_stop32(const uint8_t *p) {
  return ck_json_stop16(p) | ck_json_stop16(p + 16) << 16;
}

/// `ck_json_escape16` over 32 bytes.
static inline uint32_t ck_json_escape32(const uint8_t *p) {
  return ck_json_escape16(p) | ck_json_escape16(p + 16) << 16;
}

/// `ck_same16` over 32 bytes.
static inline uint32_t ck_same32(const uint8_t *p, const uint8_t *q) {
  return ck_same16(p, q) | ck_same16(p + 16, q + 16) << 16;
}

/// Copies 32 bytes.
static inline void ck_copy32(const uint8_t *from, uint8_t *to) { memcpy(to, from, 32); }

/// Copies 32 bytes; `ck_json_stop32` of them.
static inline uint32_t ck_json_copy32(const uint8_t *from, uint8_t *to) {
  uint8_t group[32];
  memcpy(group, from, 32);
  memcpy(to, group, 32);
  return ck_json_stop32(group);
}

/// Fetches the line of memory at `p` into the processor's cache, if there is one; never fails.
static inline void ck_fetch(const void *p) { __builtin_prefetch(p); }

/// Zero bytes for `free`; those that are new from the system take no memory until they are written.
static inline void *ck_zeroed(size_t count) { return calloc(1, count); }

/// The values of hexadecimal digits, by byte; -1 for all others.
static inline int ck_hex(uint8_t c) {
  static const int8_t values[256] = {
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, 0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  -1, -1, -1, -1, -1, -1, -1, 10,
      11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, -1, -1, -1, -1, -1, 10, 11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
  return values[c];
}

/// The value of the two hexadecimal digits at `p`; negative when they are none.
static inline int ck_hex_pair(const uint8_t *p) {
  // A digit that is none is -1, whose bits remain behind the other.
  return ck_hex(p[0]) * 16 | ck_hex(p[1]);
}

/// The eight bytes at `p`, the first one lowest.
static inline uint64_t ck_word(const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// The highest bit of the first byte, from the lowest, that equals `c`; bits behind it may be set too.
static inline uint64_t ck_first_equal(uint64_t word, uint8_t c) {
  uint64_t other = word ^ 0x0101010101010101ull * c;
  return (other - 0x0101010101010101ull) & ~other & 0x8080808080808080ull;
}

/// Whether all bytes of a run are from `low` to `high`.
static inline int ck_is_within(const uint8_t *p, size_t count, uint8_t low, uint8_t high) {
  for (size_t at = 0; at < count; at += 16) {
    uint32_t others = ck_outside16(p + at, low, high);
    if (count - at < 16) others &= (1u << (count - at)) - 1;
    if (others != 0) return 0;
  }
  return 1;
}

/// Whether a run holds neither ASCII controls nor 127.
static inline int ck_is_free_of_controls(const uint8_t *p, size_t count) {
  for (size_t at = 0; at < count; at += 16) {
    uint32_t found = ck_at_most16(p + at, 31) | ck_equal16(p + at, 127);
    if (count - at < 16) found &= (1u << (count - at)) - 1;
    if (found != 0) return 0;
  }
  return 1;
}

/// The decimal digits of the numbers below 100, two each.
static const char ck_pairs[201] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
    "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
    "8081828384858687888990919293949596979899";

/// Writes the two decimal digits of a number below 100.
static inline void ck_put_pair(uint32_t value, uint8_t *to) { memcpy(to, ck_pairs + value * 2, 2); }

/// Writes a number below 10,000 without zeros before it; gives how many digits. Four bytes change.
static inline size_t ck_put_small(uint32_t value, uint8_t *to) {
  uint32_t high = value / 100;
  uint32_t zeros = (value < 1000) + (value < 100) + (value < 10);
  uint16_t first, last;
  memcpy(&first, ck_pairs + high * 2, 2);
  memcpy(&last, ck_pairs + (value - high * 100) * 2, 2);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  uint32_t digits = ((uint32_t)first << 16 | last) << (zeros * 8);
#else
  uint32_t digits = ((uint32_t)last << 16 | first) >> (zeros * 8);
#endif
  memcpy(to, &digits, 4);
  return 4 - zeros;
}

/// The number of one to four decimal digits; -1 when another byte is among them.
static inline int32_t ck_small_number(const uint8_t *p, size_t count) {
  // Zeros come before the digits, all of them at once are checked and joined by pairs.
  uint32_t digits = (uint32_t)ck_word(p) << (32 - count * 8);
  digits = (digits | (uint32_t)(0x30303030ull >> (count * 8))) - 0x30303030;
  if (((digits | (digits + 0x06060606)) & 0xf0f0f0f0) != 0) return -1;
  uint32_t pairs = digits * 10 + (digits >> 8);
  return (int32_t)((pairs & 0xff) * 100 + (pairs >> 16 & 0xff));
}

/// Of backslashes in 64 bytes, one bit each: the bytes that stand escaped behind one. The lowest bit of
/// `carry` says whether the first byte does, and then whether the first byte of the next group does.
static inline uint64_t ck_escaped(uint64_t slashes, uint64_t *carry) {
  const uint64_t even = 0x5555555555555555ull;
  // Of a run of backslashes the first, the third and so on begin an escape. The run that ends the
  // group tells what is carried, whatever came before, unless it is the whole group.
  const uint64_t carried = *carry, plain = ~slashes;
  *carry = plain == 0 ? carried : (uint64_t)__builtin_clzll(plain) & 1;
  // A bit that is added where a run begins travels to behind its end, and tells those that begin at
  // even places from the others.
  slashes &= ~carried;
  const uint64_t begins = slashes & ~(slashes << 1);
  const uint64_t from_even = slashes & ~(slashes + (begins & even));
  return ((from_even & even) | (slashes & ~from_even & ~even)) << 1 | carried;
}

/// Whether what stands at `p`, behind a backslash, makes an escape of JSON before the text ends.
static inline int ck_is_escape(const uint8_t *p, const uint8_t *end) {
  if (p >= end) return 0;
  switch (*p) {
    case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't': return 1;
    case 'u': return end - p > 4 && ck_hex_pair(p + 1) >= 0 && ck_hex_pair(p + 3) >= 0;
    default: return 0;
  }
}

// MARK: loops, in the form that serves this processor best

/// A run of bytes, laid out as `Bytes` of EventModel.
struct ck_run {
  const uint8_t *start;
  size_t count;
};

/// Fields of a line whose begins are noted; a line may have more.
#define CK_FIELDS 64
/// Room for the begins of fields: a group may end 64 of them, and one more place tells the end.
#define CK_FIELD_STARTS (CK_FIELDS + 66)

/// A name of a parameter with its `=` in one word, and its number below 128; a free place has the key 0.
struct ck_name {
  uint64_t key;
  uint64_t number;
};

/// Places of a table of names; at most half of them are taken.
#define CK_NAMES 256

/// Where a name is looked for first.
static inline size_t ck_name_place(uint64_t key) {
  return (size_t)((key * 0x9e3779b97f4a7c15ull) >> 56);
}

/// What decoding does to ASCII controls and 127: nothing; a tab becomes four blanks, and CR and LF go;
/// a tab becomes four blanks, and all others go.
enum { CK_RAW = 0, CK_AGENT = 1, CK_FULL = 2 };

/// What decoding has done: something is not as it was; controls went; a byte of 128 or above was seen.
enum { CK_CHANGED = 1, CK_REMOVED = 2, CK_HIGH = 4 };

/// How many bytes decoding has written, and what it has done.
struct ck_decoded {
  size_t count;
  uint32_t what;
};

/// A value, laid out as `Slot` of EventModel, and the kinds that rows are written of.
struct ck_slot {
  uint64_t bits;
  uint32_t count;
  uint8_t kind;
  /// Whether a text may stand in a row as it is.
  uint8_t is_clean;
};
enum { CK_EMPTY = 0, CK_TEXT = 1, CK_INTEGER = 2 };

/// The columns in which a row may have a value: their numbers, rising, and their values by row.
struct ck_columns {
  size_t count;
  const size_t *places;
  const struct ck_slot *const *values;
};

/// How far a row is written: the column to look at next, and the number of the last one written.
struct ck_place {
  size_t next;
  size_t column;
};

enum {
  /// Bytes of a JSON text whose strings are found before it is read, at most: places have 16 bits.
  CK_JSON_LONGEST = 65535,
  /// Groups of 64 bytes.
  CK_JSON_GROUPS = CK_JSON_LONGEST / 64 + 1,
  /// Words with one bit for each byte, and one more that is read.
  CK_JSON_WORDS = CK_JSON_GROUPS + 1,
};

/// The loops of one kind of processor; the functions behind say what each does.
struct ck_loops {
  size_t (*split)(const uint8_t *from, size_t count, uint8_t mark, const uint8_t **starts);
  const uint8_t *(*pairs)(const uint8_t *from, const uint8_t *end, const struct ck_name *names,
                          struct ck_run *values, uint64_t *seen);
  struct ck_decoded (*decode)(const uint8_t *from, size_t count, uint8_t *to, int plus, int undouble,
                              int mode);
  uint8_t *(*put_row)(const struct ck_columns *columns, size_t row, struct ck_place *place,
                      uint8_t *to, const uint8_t *limit);
  uint8_t *(*put_members)(const struct ck_columns *columns, const struct ck_run *keys, size_t row,
                          size_t *next, uint8_t *to, const uint8_t *limit);
  size_t (*uri_end)(const uint8_t *from, size_t count, size_t at, const uint8_t *classes,
                    uint8_t allowed);
  int (*json_strings)(const uint8_t *from, size_t count, uint64_t *quotes, uint64_t *slashes);
};

/// The loops for the processor of this machine.
extern struct ck_loops ck_loops;

/// The loops for a kind of processor, for comparisons of both; the plain ones when this machine is none.
const struct ck_loops *ck_loops_for(int wide);

/// Cuts a line at each `mark`: gives the number of its fields, and notes where they begin; behind the
/// last one, unless there are more than CK_FIELDS, one more than where it ends.
static inline size_t ck_split(
    const uint8_t *from, size_t count, uint8_t mark, const uint8_t **starts) {
  return ck_loops.split(from, count, mark, starts);
}

/// Notes the values of a query's pairs by the number of their name, and the numbers in the bits of
/// `seen`. Gives the begin of the first pair whose name is not in the table as it stands, or that has no
/// `=`; NULL when there is none.
static inline const uint8_t *ck_note_pairs(
    const uint8_t *from, const uint8_t *end, const struct ck_name *names, struct ck_run *values,
    uint64_t *seen) {
  return ck_loops.pairs(from, end, names, values, seen);
}

/// Decodes `%XX`, `%25XX` in one go if it is doubled, and `+` as a blank; controls as `mode` says. The
/// room has `count` bytes, four times as many unless `mode` is CK_RAW.
static inline struct ck_decoded ck_decode(
    const uint8_t *from, size_t count, uint8_t *to, int plus, int undouble, int mode) {
  return ck_loops.decode(from, count, to, plus, undouble, mode);
}

/// Writes the values of a row from `place` on, with tabs before them, until one that is neither a clean
/// text nor a number below 10,000, or for which there may be too little room; gives the end.
static inline uint8_t *ck_put_row(
    const struct ck_columns *columns, size_t row, struct ck_place *place, uint8_t *to,
    const uint8_t *limit) {
  return ck_loops.put_row(columns, row, place, to, limit);
}

/// Bytes that a member may take beside its key and its text: 32 escapes of 6 bytes, a quote, a comma, and
/// the two that end the object.
enum { CK_MEMBER_TAIL = 6 * 32 + 4 };

/// Writes the values of a row from the column `next` on as members with a comma behind each, until one
/// that is neither UTF-8 without controls, with escapes in short texts alone, nor a number below 10,000,
/// or for which there may be too little room; gives the end. A key is `"name":"`.
static inline uint8_t *ck_put_members(
    const struct ck_columns *columns, const struct ck_run *keys, size_t row, size_t *next,
    uint8_t *to, const uint8_t *limit) {
  return ck_loops.put_members(columns, keys, row, next, to, limit);
}

/// The end of the part of a URI that begins at `at`: bytes that may stand in a path, others of a class
/// in `allowed`, and escapes.
static inline size_t ck_uri_end(
    const uint8_t *from, size_t count, size_t at, const uint8_t *classes, uint8_t allowed) {
  return ck_loops.uri_end(from, count, at, classes, allowed);
}

/// Notes where in a JSON text of CK_JSON_LONGEST bytes at most quotes stand that no backslash escapes,
/// and one more where the text ends; and where backslashes stand: one bit a byte. False when it is not
/// known that all strings are valid: an ASCII control anywhere in the text, broken UTF-8, an escape that
/// is none, a string without an end. What stands between strings is not looked at.
static inline int ck_json_strings(
    const uint8_t *from, size_t count, uint64_t *quotes, uint64_t *slashes) {
  return ck_loops.json_strings(from, count, quotes, slashes);
}

/// 64 bits from a place on.
static inline uint64_t ck_bits_from(const uint64_t *words, size_t place) {
  const unsigned shift = place % 64;
  // In two steps, since a word cannot be shifted by 64.
  return words[place / 64] >> shift | words[place / 64 + 1] << (63 - shift) << 1;
}

/// `ck_next_bit` when none of the first 64 bits is set.
size_t ck_far_bit(const uint64_t *words, size_t place);

/// The place of the first bit that is set from a place on; there is one.
static inline size_t ck_next_bit(const uint64_t *words, size_t place) {
  const uint64_t bits = ck_bits_from(words, place);
  if (__builtin_expect(bits == 0, 0)) return ck_far_bit(words, place);
  return place + (size_t)__builtin_ctzll(bits);
}

/// Whether one of some bits is set.
static inline int ck_has_bit(const uint64_t *words, size_t place, size_t count) {
  for (;; place += 64, count -= 64) {
    const uint64_t bits = ck_bits_from(words, place);
    if (__builtin_expect(count < 64, 1)) return (bits & ((1ull << count) - 1)) != 0;
    if (bits != 0) return 1;
  }
}
