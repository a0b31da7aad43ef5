"""The report of translations in the admin, in an order that stays the same from page to page."""

from django.db.models import QuerySet
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView


class SortedTranslations(TranslationsReportView):
    """wagtail-localize's report pages through rows in any order: some came twice, others never."""

    def get_queryset(self) -> QuerySet[Translation]:
        rows = super().get_queryset().order_by("-source__last_updated_at", "pk")
        return rows.select_related("source__specific_content_type", "source__locale", "target_locale")
