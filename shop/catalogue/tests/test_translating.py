"""Shop managers translate what is in a shop, and nothing else."""

import pytest
from django.urls import reverse
from wagtail_localize.models import Translation, TranslationSource

from shop.catalogue.models import ProductPage


@pytest.fixture
def manager(client, make_member):
    user = make_member("keeper", groups=["Shop managers"])
    client.force_login(user)
    return user


def ask(client, thing, spanish):
    if hasattr(thing, "depth"):
        address = reverse("wagtail_localize:submit_page_translation", args=[thing.pk])
    else:
        label = [thing._meta.app_label, thing._meta.model_name, thing.pk]
        address = reverse("wagtail_localize:submit_snippet_translation", args=label)
    return client.post(address, {"locales": [spanish.pk]})


def test_shop_manager_translates_a_product_and_publishes_it(client, manager, make_product, shop, spanish):
    shop.copy_for_translation(spanish, copy_parents=True)
    product = make_product()

    client.get(reverse("wagtail_localize:submit_page_translation", args=[product.pk]))
    ask(client, product, spanish)

    copy = ProductPage.objects.get(translation_key=product.translation_key, locale=spanish)
    # Its words are still English, so nobody sees it before somebody publishes it.
    assert not copy.live
    assert copy.permissions_for_user(manager).can_publish()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).status_code == 200


def test_shop_manager_translates_a_category(client, manager, make_category, spanish):
    category = make_category("Tools")

    ask(client, category, spanish)

    assert category.get_translations().count() == 1


def test_shop_manager_translates_nothing_outside_the_shop(client, manager, home, make_product, spanish):
    source, _made = TranslationSource.update_or_create_from_instance(home)

    answers = [
        ask(client, home, spanish),
        client.post(reverse("wagtail_localize:update_translations", args=[source.pk])),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [answer["Location"] for answer in answers] == ["/admin/", "/admin/"]
    assert not Translation.objects.exists()


def test_who_has_no_right_to_translate_does_not(client, make_member, make_product, spanish):
    product = make_product()
    client.force_login(make_member("mo", groups=["Moderators"]))

    ask(client, product, spanish)

    assert not Translation.objects.exists()
