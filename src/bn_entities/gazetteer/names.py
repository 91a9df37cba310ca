"""The name behind a surface, by the gazetteers and by the endings of Bengali."""

from __future__ import annotations

from dataclasses import dataclass

from bn_entities.bengali.names import best_split, name_of
from bn_entities.bengali.spelling import normalize
from bn_entities.bengali.tokens import tokenize
from bn_entities.gazetteer.matcher import Matcher
from bn_entities.gazetteer.rows import GazetteerRow


@dataclass(frozen=True, slots=True)
class Reading:
    """One name that may stand behind a surface.

    Attributes:
        name: The surface without its ending, canonical spelling.
        row: The gazetteer row that it names; None where it is read by its endings alone.
    """

    name: str
    row: GazetteerRow | None = None

    @property
    def id(self) -> str | None:
        """The id of the row, if there is one."""
        return None if self.row is None else self.row.id


def readings(matcher: Matcher, surface: str, label: str | None = None) -> tuple[Reading, ...]:
    """Return the names that may stand behind a surface.

    Args:
        matcher: The gazetteers.
        surface: A name as a text writes it, in any inflected form.
        label: What it is, if that is known: rows of other labels are left out.

    Returns:
        The readings, most likely first.
    """
    tokens = tokenize(surface)
    if not any(char.isalnum() for char in surface):
        return ()
    # Quotation marks and the like around a name are no part of it.
    while not any(map(str.isalnum, surface[slice(*tokens[0])])):
        tokens = tokens[1:]
    while not any(map(str.isalnum, surface[slice(*tokens[-1])])):
        tokens = tokens[:-1]
    first, last = tokens[0][0], tokens[-1]
    head, last_word = surface[first : last[0]], surface[last[0] : last[1]]
    for match in matcher.find([normalize(surface[start:end]) for start, end in tokens]):
        if match.start == 0 and match.end == len(tokens) and not match.is_name_part:
            rows = [row for row in match.rows if label in (None, row.label)]
            if rows:
                name = name_of(head, match.stem)
                return tuple(Reading(name, row) for row in rows)
    known = matcher.is_person_word if label in (None, "PERSON") else ()
    return (Reading(name_of(head, best_split(last_word, (), known).stem or last_word)),)
