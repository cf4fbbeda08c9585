hfp8_widen.v
