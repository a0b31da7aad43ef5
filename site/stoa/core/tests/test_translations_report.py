from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from home.models import StandardPage

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ADDRESSES = ["/admin/localize/reports/translations/", "/admin/localize/reports/translations/results/"]


@pytest.fixture
def translations(home):
    """Three, the last of them submitted first."""
    made = []
    for age in range(3):
        page = home.add_child(instance=StandardPage(title=f"Page {age}", slug=f"page-{age}"))
        source, _made = TranslationSource.update_or_create_from_instance(page)
        TranslationSource.objects.filter(pk=source.pk).update(last_updated_at=NOW - timedelta(days=age))
        spanish = Locale.objects.get(language_code="es")
        made.append(Translation.objects.create(source=source, target_locale=spanish))
    return made


@pytest.mark.parametrize("address", ADDRESSES)
def test_i04_report_of_translations_lists_the_newest_first(admin_client, translations, address):
    answer = admin_client.get(address)

    assert answer.status_code == 200
    assert list(answer.context["object_list"]) == translations


def test_report_of_translations_is_for_those_who_work_here(client, translations):
    assert {client.get(address).status_code for address in ADDRESSES} == {302}
