"""Annotated corpora: kept as standoff rows beside texts of others, checked, and exported."""
