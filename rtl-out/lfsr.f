lfsr.v
