"""Pictures and links that members save from the web."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookmarksConfig(AppConfig):
    name = "community.bookmarks"
    label = "bookmarks"
    verbose_name = _("bookmarks")

    def ready(self) -> None:
        from community.bookmarks import (  # noqa: PLC0415 -- they need loaded models
            by_members,
            freshness,
            kinds,
            moderating,
            own_parts,
            pictures,
            privacy,
            tasks,
        )
        from stoa.core import sweep  # noqa: PLC0415 -- likewise

        by_members.register()
        kinds.register()
        moderating.register()
        own_parts.register()
        privacy.register()
        freshness.connect_signals()
        pictures.connect_signals()
        sweep.register("bookmarks", tasks.sweep)
