// Byte kernels that Swift inlines: comparisons over 16 bytes as bit masks.
// Every function reads whole 16-byte groups: the caller's bytes have 64 readable bytes behind them
// (`Bytes.slack` in EventModel).
#pragma once
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
#endif

/// `ck_equal16` over 64 bytes.
static inline uint64_t ck_equal64(const uint8_t *p, uint8_t c) {
  return (uint64_t)ck_equal16(p, c) | (uint64_t)ck_equal16(p + 16, c) << 16 |
         (uint64_t)ck_equal16(p + 32, c) << 32 | (uint64_t)ck_equal16(p + 48, c) << 48;
}

/// One bit for each of the 16 bytes at `p` that JSON text must escape: `"`, `\` and those below 32.
static inline uint32_t ck_json_escape16(const uint8_t *p) {
  return ck_equal16(p, '"') | ck_equal16(p, '\\') | ck_below16(p, 32);
}

/// One bit for each of the 16 bytes at `p` that percent decoding or cleaning must look at:
/// `%`, controls and 127; `+` too when `plus` is set.
static inline uint32_t ck_decode16(const uint8_t *p, int plus) {
  uint32_t m = ck_equal16(p, '%') | ck_below16(p, 32) | ck_equal16(p, 127);
  return plus ? m | ck_equal16(p, '+') : m;
}
