fp_unpack_f2m1b4s_field.v
mls_mul.v
