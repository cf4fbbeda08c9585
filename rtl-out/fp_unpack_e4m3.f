fp_unpack_e4m3.v
