lzc.v
