"""Mechanisms: the rules by which people, providers and authorities act, each written once.

A mechanism is a small pure function of numbers: no tables, no parameters of its own, no draws (luck is an argument). The
stages' kernels call it for citizens, and `glasshouse.validation` calls the same function in small worlds whose results
were published. So what is tested is what runs.

- `thresholds`: joining when enough others do; the chance of arrest.
- `speech`: how much dissent is worth voicing.
- `influence`: being drawn towards contacts.
- `belief`: what is believed after signals; a type judged by its ties.
- `adoption`: joining a provider, and which one.
- `patrols`: where enforcement goes, and what it enters in the records.
- `refitting`: a score fitted again to what it has caused.
- `expectations`: standards that make themselves true.
- `ties`: dropping a contact who stands low.
- `bands`: the band of a published code.
- `scales`: odds as points.
- `rows`: on which days in a row a prize falls.
- `copies`: whose copy of a record speaks against a person.

Functions keep the type that they are given: 32-bit floats in a day, 64-bit floats in a case. Give them NumPy numbers, not
bare Python ones. The type checker holds callers to one kind of number (`Number` and `Real` in
`glasshouse.schema.protocols`).
"""
