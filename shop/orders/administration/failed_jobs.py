"""Failed jobs in the admin, for shop managers: what nobody tries any more, why, and a button to try once more."""

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from shop.orders import failures
from stoa.core.admin_lists import ListViewSet

RIGHT = "orders.change_order"
#: Of each kind.
ROWS_AT_MOST = 50

logger = logging.getLogger(__name__)


class ForShopManagers(View):
    """403 for others."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class FailedJobsView(ForShopManagers, WagtailAdminTemplateMixin, TemplateView):
    """Two queries for each kind, besides those of every page of the admin."""

    http_method_names = ["get", "head"]
    page_title = _("Failed jobs")
    header_icon = "warning"
    template_name = "orders/administration/failed_jobs.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = [(kind, *kind.find(ROWS_AT_MOST)) for kind in failures.kinds_for(self.request.user)]
        groups = [(kind, rows, number - len(rows)) for kind, number, rows in found if rows]
        return super().get_context_data(**kwargs) | {"groups": groups}


class ActView(ForShopManagers):
    """POST: try one of them once more, or put it aside."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, kind: str, pk: int, action: str) -> HttpResponseBase:
        found = next((each for each in failures.kinds_for(request.user) if each.name == kind), None)
        deed = {"retry": found.retry, "aside": found.put_aside}.get(action) if found else None
        if deed is None:
            raise Http404
        try:
            deed(job_id=pk, user=request.user, now=timezone.now())
        except failures.NotFailed as refusal:
            messages.error(request, str(refusal.message))
        except Exception as error:
            # Whatever it is: the job stays in the list, and staff read there why.
            logger.warning("Job %s %s fails again: %s", kind, pk, type(error).__name__)
            words = getattr(error, "message", "") or type(error).__name__
            messages.error(request, gettext("It has failed again: %s") % words)
        else:
            messages.success(request, gettext("It is tried once more.") if action == "retry" else gettext("Done."))
        return redirect("shop_failed_jobs:index")


class FailedJobsViewSet(ListViewSet):
    """One page, and its buttons."""

    name = "shop_failed_jobs"
    url_prefix = "shop/failed-jobs"
    icon = "warning"
    menu_label = _("Failed jobs")
    permission = RIGHT

    def get_urlpatterns(self) -> list[URLPattern]:
        act = "<slug:kind>/<int:pk>/<slug:action>/"
        return [path("", FailedJobsView.as_view(), name="index"), path(act, ActView.as_view(), name="act")]
