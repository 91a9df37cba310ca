"""Named entities of Bengali news, as typed records."""
