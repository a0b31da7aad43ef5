"""Django loaded: what a process imports from which others are forked (`racing`)."""

import django

django.setup()
