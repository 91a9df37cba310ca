"""Values: DATE, TIME, MONEY, PERCENT and QUANTITY spans found by rules."""
