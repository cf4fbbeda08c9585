fp_sum_w6.v
