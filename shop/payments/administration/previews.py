"""Pages on which staff decide about money: what, then all that follows from it, then done, once."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from shop.orders.models import Order

RIGHT = "payments.add_refund"
#: As long as the fields for why something is done.
REASON_LENGTH = 500


class PreviewView(WagtailAdminTemplateMixin, TemplateView):
    """`get` shows and writes nothing; `post` does it when what was shown still holds.

    A template of its own extends "payments/administration/preview.html", which says what `show` takes.
    """

    http_method_names = ["get", "post"]
    template_name = "payments/administration/preview.html"
    header_icon = "tag"
    _show_breadcrumbs = True
    #: What it is about; set by `show`.
    order: Order

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """403 for who may not give money back."""
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return _("Order %s") % self.order.number

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        order = {"url": reverse("shop_orders:inspect", args=[self.order.pk]), "label": self.get_page_subtitle()}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), order, here]

    def show(self, order: Order, **facts: Any) -> HttpResponse:
        """The page, as the facts of its template have it."""
        self.order = order
        return self.render_to_response(self.get_context_data(**facts))
