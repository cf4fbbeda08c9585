fp_sum_w7_inc.v
