"""Speed and memory, measured honestly: opponents in the same run, medians of several rounds, ratios.

`glasshouse.benchmark.results.measure` measures everything; the other modules hold one kind of measurement or one
opponent each. How each figure is made stands in ``docs/engine.md``.
"""
