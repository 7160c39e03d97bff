#include "CKernels.h"

#define LOOP(name) plain_##name
#include "Loops.h"
#undef LOOP

#if defined(__x86_64__)
#include <immintrin.h>

#define LOOP(name) wide_##name
#define LOOP_IS_WIDE
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))), apply_to = function)
#include "Loops.h"
#pragma clang attribute pop

static int is_wide(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}
#else
#define wide_loops plain_loops

static int is_wide(void) { return 0; }
#endif

const struct ck_loops *ck_loops_for(int wide) { return wide && is_wide() ? &wide_loops : &plain_loops; }

struct ck_loops ck_loops = {plain_split,       plain_pairs,   plain_decode, plain_put_row,
                            plain_put_members, plain_uri_end, plain_json_strings};

/// Before `main`, so that no call has to ask.
__attribute__((constructor)) static void choose(void) { ck_loops = *ck_loops_for(1); }

size_t ck_far_bit(const uint64_t *words, size_t place) {
  for (place += 64;; place += 64) {
    const uint64_t bits = ck_bits_from(words, place);
    if (bits != 0) return place + (size_t)__builtin_ctzll(bits);
  }
}
