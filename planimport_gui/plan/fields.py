"""The ten fields of a plan row, named as in the API article."""

from enum import StrEnum


class Field(StrEnum):
    """A field of a plan row; the order is the article's and that of ``PlanRow.cells``."""

    DATE_FROM = "dateFrom"
    DATE_TO = "dateTo"
    SOURCE = "source"
    MEDIUM = "medium"
    CAMPAIGN = "campaign"
    CONTENT = "content"
    KEYWORD = "keyword"
    TYPE = "type"
    NAME = "name"
    VALUE = "value"


FIELDS: tuple[Field, ...] = tuple(Field)
POSITION: dict[Field, int] = {field: position for position, field in enumerate(FIELDS)}
DATES: tuple[Field, ...] = (Field.DATE_FROM, Field.DATE_TO)
DIMENSIONS: tuple[Field, ...] = (Field.SOURCE, Field.MEDIUM, Field.CAMPAIGN, Field.CONTENT, Field.KEYWORD)
