"""Bengali knowledge: letters, spelling, endings, numerals, calendar, titles.

Pure functions and tables. Nothing here imports spaCy or pydantic.
"""
