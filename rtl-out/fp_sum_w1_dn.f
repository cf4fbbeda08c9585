fp_sum_w1_dn.v
