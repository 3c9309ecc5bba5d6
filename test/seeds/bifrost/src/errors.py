"""Errors that workflows raise and the platform shows."""

from __future__ import annotations


class UserError(Exception):
    """An error whose message is for the user."""


class WorkflowError(Exception):
    """A workflow could not do its work."""


class ValidationError(Exception):
    """What came in is not valid."""


class IntegrationError(Exception):
    """The other side of an integration failed."""


class ConfigurationError(Exception):
    """The configuration is missing or wrong."""
