"""Gazetteers: their rows, how they are loaded and checked, and the matcher."""
