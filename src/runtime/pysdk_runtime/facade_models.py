"""Models with the methods that openapi-generator gives them beside ours."""

from __future__ import annotations

from pprint import pformat

from .models import Model
from .options import Self
from .texts import json_bytes, json_value


class FacadeModel(Model):
    """The base of models in a package with a facade."""

    def to_json(self) -> str:
        """Return the model as JSON text."""
        return json_bytes(self.to_dict()).decode()

    @classmethod
    def from_json(cls, text: str | bytes, /) -> Self:
        """Return the model that a JSON text holds. Raises ValueError for any other."""
        return cls.from_dict(json_value(text))

    def to_str(self) -> str:
        """Return the model's members for people to read."""
        return pformat(self.to_dict(), sort_dicts=False)
