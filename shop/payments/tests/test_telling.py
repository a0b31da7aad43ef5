"""What staff are told about money."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from shop.payments import telling


def test_staff_are_told_in_the_language_of_the_site_whoever_pays(settings):
    with translation.override("es"):
        english = telling.in_words(_("State"))
    settings.LANGUAGE_CODE = "es"

    assert (english, telling.in_words(_("State"))) == ("State", "Estado")
