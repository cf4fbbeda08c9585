fixed_round_d1_w10_rhu.v
dfx_mac.v
