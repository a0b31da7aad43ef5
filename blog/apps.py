"""The blog."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("blog")

    def ready(self) -> None:
        from blog import by_members, freshness, main_feeds, privacy, sitemap, telling  # noqa: PLC0415 -- needs loaded models
        from blog.models import BlogPostPage  # noqa: PLC0415 -- needs loaded models
        from stoa.core import site_feeds, things  # noqa: PLC0415 -- needs loaded models

        freshness.connect_signals()
        by_members.register()
        telling.connect_signals()
        privacy.register()
        site_feeds.register(main_feeds.of_language)
        sitemap.register()
        things.register_pages(
            BlogPostPage, name="post", label=_("post"), picture="cover", is_likable=True, is_counted=True
        )
