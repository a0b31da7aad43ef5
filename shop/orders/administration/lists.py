"""Lists in the admin of what other modules write: looked at, searched, exported, never changed here."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet


class ListViewSet(ViewSet):
    """`index_view_class` lists; the menu shows it to whoever has `permission`. Add pages by `get_urlpatterns`."""

    index_view_class: ClassVar[type[IndexView]]
    permission: ClassVar[str]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        index, results = self.get_url_name("index"), self.get_url_name("index_results")
        return super().get_common_view_kwargs(index_url_name=index, index_results_url_name=results, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(self.index_view_class), name="index"),
            path("results/", self.construct_view(self.index_view_class, results_only=True), name="index_results"),
        ]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Hidden from whoever may not look."""

        def is_shown(item: MenuItem, request: HttpRequest) -> bool:
            return request.user.has_perm(self.permission)

        return type("ListMenuItem", (MenuItem,), {"is_shown": is_shown})
