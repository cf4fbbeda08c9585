lfsr_w4.v
