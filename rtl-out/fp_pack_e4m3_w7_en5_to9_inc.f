lzc_w7.v
round_away_cy.v
fp_pack_e4m3_w7_en5_to9_inc.v
