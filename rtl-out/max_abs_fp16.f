fp_unpack_fp16_field.v
max_abs_fp16.v
