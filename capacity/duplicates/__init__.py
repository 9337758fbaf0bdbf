"""Which reports come from one organisation: candidates, evidence in bits, groups, merged offers.

    find(frame, further) -> Found         a whole list: group of each row, weighed pairs
    Index(frame).match(new)               new arrivals against what is there
    merged(offers, capabilities, groups)  one offer per group, capabilities counted once
    reasons(pair)                         what speaks for and against a pair, as codes

Leaves out reading lists (`python -m capacity.duplicates`, which may use the loaders) and remembering what people
decided (the register).
"""
