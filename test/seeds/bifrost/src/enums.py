"""Enumerations of the platform; each member is the text that the platform writes."""

from __future__ import annotations

from enum import Enum


class PlatformEnum(str, Enum):
    """A text of the platform, found by its value in any case and by its name."""

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def _missing_(cls, value: object) -> PlatformEnum | None:
        if not isinstance(value, str):
            return None
        wanted = value.casefold()
        for member in cls:
            if wanted in {member.name.casefold(), member.value.casefold()}:
                return member
        return None


class ExecutionStatus(PlatformEnum):
    """The state of an execution."""

    PENDING = "Pending"
    """Queued for execution."""
    RUNNING = "Running"
    """Currently executing."""
    COMPLETED = "Completed"
    """Completed successfully."""
    FAILED = "Failed"
    """Failed with an error."""
    CANCELLED = "Cancelled"
    """Cancelled by a user."""


class ConfigType(PlatformEnum):
    """What a configuration value is."""

    STRING = "string"
    """Plain text."""
    SECRET = "secret"
    """Encrypted."""
    JSON = "json"
    """A JSON object."""
    BOOL = "bool"
    """True or false."""
    INT = "int"
    """A whole number."""


class FormFieldType(PlatformEnum):
    """What a form's field takes."""

    TEXT = "text"
    NUMBER = "number"
    SELECT = "select"
    CHECKBOX = "checkbox"
    DATE = "date"
