// A multiply-accumulate in the scalar integer operations of plain C, and the bit-sliced one beside it.
//
//   cc -O3 -DHALFULP_LANES=256 -DUNIT=<module> -DHEADER='"<module>.h"' -DFRAC=<n> -DNAN_CODE=<code> mac.c <module>.c
//   ./mac check IN OUT    rows of codes a, b, c -> round(a * b + c), scalar then bit-sliced
//   ./mac time            seconds per 10^9 MACs: scalar, bit-sliced on planes, bit-sliced on arrays of codes
//
// Format: 5 exponent bits, FRAC fraction bits, bias 15, an exponent field of 0 is zero, Inf and NaN; to nearest even.
#define _POSIX_C_SOURCE 199309L
#include HEADER

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define JOIN(a, b) a##b
#define JOINED(a, b) JOIN(a, b)
#define CALL(name) JOINED(UNIT, name)

#if FRAC <= 2
typedef uint8_t code;
#else
typedef uint16_t code;
#endif

enum { WIDTH = FRAC + 6, BIAS = 15, TOP_EXP = 31, INF = TOP_EXP << FRAC, SIGN = 1 << (FRAC + 5) };

static uint32_t exp_field(uint32_t x) { return x >> FRAC & TOP_EXP; }
static uint32_t significand(uint32_t x) { return (x & ((1u << FRAC) - 1)) | 1u << FRAC; }
static int is_nan(uint32_t x) { return (x & (SIGN - 1)) > INF; }
static int is_inf(uint32_t x) { return (x & (SIGN - 1)) == INF; }
static int is_zero(uint32_t x) { return exp_field(x) == 0; }

// At least one operand is infinite or not a number.
static uint32_t special(uint32_t a, uint32_t b, uint32_t c, uint32_t sign) {
  if (is_nan(a) || is_nan(b) || is_nan(c)) return NAN_CODE;
  if (is_inf(a) || is_inf(b)) {
    if (is_zero(a) || is_zero(b)) return NAN_CODE;
    if (is_inf(c) && (c & SIGN) != sign) return NAN_CODE;
    return sign | INF;
  }
  return c;
}

// sig * 2^exp, sig not 0, to nearest even as a normal number; then too small is zero and too large is infinite.
static uint32_t round_code(uint32_t sign, uint64_t sig, int exp) {
  const int drop = 63 - __builtin_clzll(sig) - FRAC;
  int field = exp + drop + FRAC + BIAS;
  uint64_t kept;
  if (drop > 0) {
    const uint64_t half = (uint64_t)1 << (drop - 1);
    kept = sig >> drop;
    const uint64_t lost = sig & (2 * half - 1);
    kept += lost > half || (lost == half && (kept & 1));
    if (kept >> (FRAC + 1)) {
      kept >>= 1;
      field++;
    }
  } else kept = sig << -drop;
  if (field <= 0) return sign;
  if (field >= TOP_EXP) return sign | INF;
  return sign | (uint32_t)field << FRAC | ((uint32_t)kept & ((1u << FRAC) - 1));
}

static uint32_t scalar(uint32_t a, uint32_t b, uint32_t c) {
  const uint32_t sign = (a ^ b) & SIGN;
  const uint32_t ea = exp_field(a), eb = exp_field(b), ec = exp_field(c);
  if (ea == TOP_EXP || eb == TOP_EXP || ec == TOP_EXP) return special(a, b, c, sign);
  if (ea == 0 || eb == 0) return ec != 0 ? c : c & sign & SIGN;
  uint64_t product = (uint64_t)significand(a) * significand(b);
  int exp = (int)(ea + eb) - 2 * BIAS - 2 * FRAC;
  if (ec == 0) return round_code(sign, product, exp);
  uint64_t addend = significand(c);
  // Both in units of the lower last place, which 64 bits always hold up to 50 places apart; what is farther below is
  // as good as any bit there.
  int up = (int)ec - BIAS - FRAC - exp;
  if (up < 0) {
    product <<= -up;
    exp += up;
  } else {
    if (up > 50) {
      const int down = up - 50;
      product = product >> down | ((product & (((uint64_t)1 << down) - 1)) != 0);
      exp += down;
      up = 50;
    }
    addend <<= up;
  }
  if ((c & SIGN) == sign) return round_code(sign, product + addend, exp);
  if (product == addend) return 0;
  return product > addend ? round_code(sign, product - addend, exp) : round_code(c & SIGN, addend - product, exp);
}

enum { LANES = HALFULP_LANES, PASSES = 8, ROWS = PASSES * LANES, STEPS = 16, REPEAT = 8, TRIES = 15 };

static code a[STEPS][ROWS], b[STEPS][ROWS], start[ROWS], acc[ROWS], out[ROWS];
static halfulp_plane a_planes[STEPS][PASSES][WIDTH], b_planes[STEPS][PASSES][WIDTH];
static halfulp_plane start_planes[PASSES][WIDTH], acc_planes[2][PASSES][WIDTH];

static void run_scalar(void) {
  memcpy(acc, start, sizeof acc);
  for (int step = 0; step < STEPS; step++)
    for (int row = 0; row < ROWS; row++) acc[row] = (code)scalar(a[step][row], b[step][row], acc[row]);
}

static void run_planes(void) {
  for (int pass = 0; pass < PASSES; pass++) {
    memcpy(acc_planes[0][pass], start_planes[pass], sizeof start_planes[pass]);
    for (int step = 0; step < STEPS; step++)
      CALL(_pass)(a_planes[step][pass], b_planes[step][pass], acc_planes[step & 1][pass], acc_planes[~step & 1][pass]);
  }
}

static void run_arrays(void) {
  memcpy(out, start, sizeof out);
  for (int step = 0; step < STEPS; step++) CALL()(ROWS, a[step], b[step], out, out);
}

static double seconds_of(void (*run)(void)) {
  double best = 1e9;
  for (int i = 0; i < TRIES; i++) {
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (int j = 0; j < REPEAT; j++) run();
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    const double spent = (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
    if (spent < best) best = spent;
  }
  return best / REPEAT / STEPS / ROWS * 1e9;
}

// Numbers about 1 of either sign, so that sums neither overflow nor run into the early exits of the scalar code.
static code draw(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  const uint32_t field = BIAS - 2 + (*state >> 10) % 4;
  return (code)((*state >> 20 & 1 ? SIGN : 0) | field << FRAC | (*state >> 21 & ((1u << FRAC) - 1)));
}

static int time_all(void) {
  uint32_t state = 1;
  for (int row = 0; row < ROWS; row++) start[row] = draw(&state);
  for (int step = 0; step < STEPS; step++)
    for (int row = 0; row < ROWS; row++) a[step][row] = draw(&state), b[step][row] = draw(&state);
  for (int pass = 0; pass < PASSES; pass++) {
    CALL(_pack_c_i)(start + pass * LANES, LANES, start_planes[pass]);
    for (int step = 0; step < STEPS; step++) {
      CALL(_pack_a_i)(a[step] + pass * LANES, LANES, a_planes[step][pass]);
      CALL(_pack_b_i)(b[step] + pass * LANES, LANES, b_planes[step][pass]);
    }
  }
  const double scalars = seconds_of(run_scalar), planes = seconds_of(run_planes), arrays = seconds_of(run_arrays);
  for (int pass = 0; pass < PASSES; pass++) {
    code last[LANES];
    CALL(_unpack_result_o)(acc_planes[STEPS & 1][pass], LANES, last);
    if (memcmp(last, acc + pass * LANES, sizeof last) || memcmp(last, out + pass * LANES, sizeof last)) return 1;
  }
  printf("scalar %.9f planes %.9f arrays %.9f\n", scalars, planes, arrays);
  return 0;
}

static int check(const char *from, const char *to) {
  FILE *in = fopen(from, "rb"), *file = fopen(to, "wb");
  if (!in || !file) return 1;
  static code x[ROWS], y[ROWS], z[ROWS], results[2][ROWS];
  while (fread(x, sizeof x, 1, in) == 1 && fread(y, sizeof y, 1, in) == 1 && fread(z, sizeof z, 1, in) == 1) {
    for (int row = 0; row < ROWS; row++) results[0][row] = (code)scalar(x[row], y[row], z[row]);
    CALL()(ROWS, x, y, z, results[1]);
    if (fwrite(results, sizeof results, 1, file) != 1) return 1;
  }
  return fclose(file);
}

int main(int count, char **words) {
  if (count == 4 && !strcmp(words[1], "check")) return check(words[2], words[3]);
  return time_all();
}
