shift_sticky.v
