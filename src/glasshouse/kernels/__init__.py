"""How functions are compiled, inlined and called by address; randomness, prefetching and arithmetic within registers."""
