"""Which reports come from one organisation: candidates, evidence in bits, groups, merged offers.

`finding.find` takes a whole list: the group of each row, and weighed pairs. `index.Index` matches new arrivals against
what is there. `merging.merged` makes one offer of a group and counts its capabilities once. `reasons` says what speaks
for and against a pair. Leaves out reading lists (`python -m capacity.duplicates`, which may use the loaders) and
remembering what people decided (the register).
"""
