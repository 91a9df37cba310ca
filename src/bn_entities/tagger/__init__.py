"""The taggers, behind one interface."""
