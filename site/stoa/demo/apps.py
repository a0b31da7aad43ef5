"""Demo content."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "stoa.demo"
    label = "demo"
