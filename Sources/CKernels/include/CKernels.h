// Byte kernels that Swift inlines: comparisons over 16 bytes as bit masks.
// Every function reads whole 16-byte groups: the caller's bytes have 64 readable bytes behind them
// (`Bytes.slack` in EventModel).
#pragma once
#include <stddef.h>
#include <stdint.h>
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

/// One bit for each of the 16 bytes at `p` that percent decoding must look at: `%`, `+` if `plus`,
/// ASCII controls and 127 if `controls`.
static inline uint32_t ck_decode16(const uint8_t *p, int plus, int controls) {
  __m128i x = _mm_loadu_si128((const __m128i *)p);
  __m128i any = _mm_cmpeq_epi8(x, _mm_set1_epi8('%'));
  if (plus) any = _mm_or_si128(any, _mm_cmpeq_epi8(x, _mm_set1_epi8('+')));
  if (controls) {
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(31)), x);
    any = _mm_or_si128(any, _mm_or_si128(low, _mm_cmpeq_epi8(x, _mm_set1_epi8(127))));
  }
  return (uint32_t)_mm_movemask_epi8(any);
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
static inline uint32_t ck_decode16(const uint8_t *p, int plus, int controls) {
  uint32_t m = ck_equal16(p, '%');
  if (plus) m |= ck_equal16(p, '+');
  return controls ? m | ck_below16(p, 32) | ck_equal16(p, 127) : m;
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
  int high = ck_hex(p[0]), low = ck_hex(p[1]);
  return (high | low) < 0 ? -1 : high << 4 | low;
}

/// Writes the two decimal digits of a number below 100.
static inline void ck_put_pair(uint32_t value, uint8_t *to) {
  static const char digits[200] =
      "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
      "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
      "8081828384858687888990919293949596979899";
  memcpy(to, digits + value * 2, 2);
}
