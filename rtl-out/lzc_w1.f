lzc_w1.v
