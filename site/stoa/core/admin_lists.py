"""Lists in the admin of what is written elsewhere: looked at, searched, exported."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar, TypeVar

from django.contrib import messages
from django.db.models import ProtectedError, Q, QuerySet
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.viewsets.base import ViewSet

#: More words of a search are not looked at.
WORDS_AT_MOST = 10

Rows = TypeVar("Rows", bound=QuerySet[Any])


def words_of(typed: str | None) -> list[str]:
    """What was typed into the search of a list, word by word."""
    return (typed or "").split()[:WORDS_AT_MOST]


def holding_words(rows: Rows, typed: str | None, fields: Iterable[str]) -> Rows:
    """Those that have each of the typed words in one of these fields, whatever its case."""
    for word in words_of(typed):
        rows = rows.filter(reduce(or_, (Q((f"{field}__icontains", word)) for field in fields), Q()))
    return rows


def state_of(row: Any) -> str:
    """The state of a row, as a column or heading says it."""
    return capfirst(str(row.get_state_display()))


class WordSearchMixin(BaseListingView):
    """Before Wagtail's list views: `search_fields` are searched word by word, not as the whole that was typed."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return holding_words(queryset, self.search_query, self.search_fields or ())


class ListView(WordSearchMixin, IndexView):
    """The list of a ListViewSet."""

    any_permission_required = ["view"]
    paginate_by = 50


class AmountColumn(Column):
    """Amounts stand on the right, whole."""

    def __init__(self, name: str, **facts: Any) -> None:
        super().__init__(name, classname="amount", **facts)


class KeepingDeleteView(DeleteView):
    """What other rows point to stays, and its page says `refusal`: before anybody is asked whether they are sure."""

    refusal: ClassVar[str | Promise]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            Collector(using=self.object._state.db).collect([self.object])
        except ProtectedError:
            return self._refuse()
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            return self._refuse()

    def _refuse(self) -> HttpResponse:
        messages.error(self.request, str(self.refusal))
        return redirect(reverse(self.edit_url_name, args=[self.object.pk]))


class ListViewSet(ViewSet):
    """`index_view_class` lists; the menu shows it to whoever has `permission`. Add pages by `get_urlpatterns`."""

    index_view_class: ClassVar[type[ListView]]
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
