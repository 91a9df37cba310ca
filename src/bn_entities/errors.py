"""The one exception type that the library raises for bad input."""


class BnEntitiesError(ValueError):
    """Bad input to the library: text, gazetteer, model, corpus or option.

    The message says what was wrong, where (file and line, or offset in code
    points), and what to do about it. It is a ``ValueError``, so that callers
    who do not import it can still catch it.
    """
