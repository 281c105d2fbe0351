"""The columns of the plan table."""

from enum import IntEnum

from planimport_gui.plan.fields import FIELDS, Field


class Column(IntEnum):
    """A column of the table, by its place. The fields stand in the article's order, as in ``FIELDS``."""

    MARK = 0
    NUMBER = 1
    DATE_FROM = 2
    DATE_TO = 3
    SOURCE = 4
    MEDIUM = 5
    CAMPAIGN = 6
    CONTENT = 7
    KEYWORD = 8
    TYPE = 9
    NAME = 10
    VALUE = 11
    STATE = 12


FIRST_FIELD = Column.DATE_FROM
LAST_FIELD = Column.VALUE
OPTIONAL = (Column.CONTENT, Column.KEYWORD, Column.TYPE)
"""Columns that are hidden until they are needed."""


def field_of(column: int) -> Field | None:
    """The field of a column; ``None`` for mark, number and state."""
    return FIELDS[column - FIRST_FIELD] if FIRST_FIELD <= column <= LAST_FIELD else None


def column_of(field: Field) -> Column:
    """The column of a field."""
    return Column(FIRST_FIELD + FIELDS.index(field))
