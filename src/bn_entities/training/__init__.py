"""Training of the taggers, and what is done to texts for it."""
