"""The only place with user wording: catalogues in Russian and English."""

from planimport_gui.texts.catalogue import CatalogueMissing, Texts, Value
from planimport_gui.texts.language import Language, choose_language

__all__ = ["CatalogueMissing", "Language", "Texts", "Value", "choose_language"]
