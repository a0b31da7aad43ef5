"""Reviews in the admin: the list, and one with what moderators and the shop may do with it."""

from collections.abc import Callable
from typing import Any, cast

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import InspectView

from shop.catalogue.administration.menu import SHOP_MENU
from shop.catalogue.models import Offer, Review, ReviewState
from shop.catalogue.models.reviews import TEXT_LENGTH
from shop.catalogue.reviews import moderating, writing
from stoa.accounts.models import User
from stoa.core.admin_lists import ListView, ListViewSet

MODERATE, REPLY = "catalogue.moderate_review", "catalogue.reply_review"


class ReviewFilterSet(WagtailFilterSet):
    """Reviews by state, stars, date, and whether the shop has replied."""

    state = django_filters.MultipleChoiceFilter(label=gettext_lazy("State"), choices=ReviewState.choices)
    stars = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Stars"), choices=[(str(stars), str(stars)) for stars in range(5, 0, -1)]
    )
    created_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Date"), widget=DateRangePickerWidget)
    is_replied = django_filters.BooleanFilter(
        label=gettext_lazy("Replied to"), field_name="replied_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Review
        fields: list[str] = []


class ReviewsView(ListView):
    """The newest first."""

    model = Review
    page_title = gettext_lazy("Reviews")
    header_icon = "pick"
    filterset_class = ReviewFilterSet
    default_ordering = ("-created_at", "-pk")
    search_fields = ("title", "text", "product_name", "user__display_name", "user__email")
    columns = (
        TitleColumn(
            "title",
            label=gettext_lazy("Title"),
            get_url=lambda review: reverse("shop_reviews:inspect", args=[review.pk]),
        ),
        Column("stars", label=gettext_lazy("Stars"), sort_key="stars"),
        Column("product_name", label=gettext_lazy("Product")),
        Column("author_name", label=gettext_lazy("Member")),
        DateColumn("created_at", label=gettext_lazy("Date"), sort_key="created_at"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
        DateColumn("replied_at", label=gettext_lazy("Replied"), sort_key="replied_at"),
    )

    def get_base_queryset(self) -> QuerySet[Review]:
        names = Offer.objects.filter(translation_key=OuterRef("translation_key")).order_by("pk").values("name")
        return Review.objects.said().select_related("user").annotate(product_name=Subquery(names[:1]))


class ReviewView(InspectView):
    """One review, and what may be done with it."""

    model = Review
    any_permission_required = ["view"]
    template_name = "catalogue/reviews/admin/review.html"
    fields = ["title"]
    header_icon = "pick"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offer = Offer.objects.filter(translation_key=self.object.translation_key).order_by("pk").first()
        return super().get_context_data(**kwargs) | {
            "review": self.object,
            "product_name": offer.name if offer else "",
            "may_moderate": self.request.user.has_perm(MODERATE),
            "may_reply": self.request.user.has_perm(REPLY),
            "reply_length": TEXT_LENGTH,
        }


class ReviewActionView(View):
    """POST only: show, hide, delete, reply."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        if action not in ACTIONS:
            raise Http404
        right, act = ACTIONS[action]
        if not request.user.has_perm(right):
            raise PermissionDenied
        review = get_object_or_404(Review, pk=pk)
        if act(request, review):
            messages.success(request, _("Done."))
        if action == "delete":
            return redirect("shop_reviews:index")
        return redirect("shop_reviews:inspect", pk)


Act = Callable[[HttpRequest, Review], bool]


def _moderated_by(change: Callable[[str], None]) -> Act:
    def act(request: HttpRequest, review: Review) -> bool:
        change(str(review.pk))
        return True

    return act


def _reply(request: HttpRequest, review: Review) -> bool:
    text = request.POST.get("reply", "").replace("\r\n", "\n").strip()
    if len(text) > TEXT_LENGTH:
        messages.error(request, _("The reply is too long: at most %(number)s characters.") % {"number": TEXT_LENGTH})
        return False
    writing.reply(review_id=review.pk, text=text, user=cast(User, request.user), now=timezone.now())
    return True


#: {action: (right, what it does)}.
ACTIONS: dict[str, tuple[str, Act]] = {
    "show": (MODERATE, _moderated_by(moderating.show)),
    "hide": (MODERATE, _moderated_by(moderating.hide)),
    "delete": (MODERATE, _moderated_by(moderating.delete)),
    "reply": (REPLY, _reply),
}


class ReviewsViewSet(ListViewSet):
    """Reviews are written by their authors; here they are moderated and replied to."""

    name = "shop_reviews"
    url_prefix = "shop/reviews"
    icon = "pick"
    menu_label = gettext_lazy("Reviews")
    menu_hook = SHOP_MENU
    menu_order = 300
    index_view_class = ReviewsView
    permission = "catalogue.view_review"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", ReviewView.as_view(index_url_name=self.get_url_name("index")), name="inspect"),
            path("<int:pk>/<slug:action>/", ReviewActionView.as_view(), name="act"),
        ]
