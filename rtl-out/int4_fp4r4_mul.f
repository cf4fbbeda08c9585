int4_fp4r4_mul.v
