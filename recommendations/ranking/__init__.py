"""Which song comes next. Pure: arrays in, a choice out; no Django. One module a signal."""
