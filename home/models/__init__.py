"""Home page, plain page, form page."""

from home.models.forms import FormField, FormPage
from home.models.pages import HomePage, StandardPage

__all__ = ["FormField", "FormPage", "HomePage", "StandardPage"]
