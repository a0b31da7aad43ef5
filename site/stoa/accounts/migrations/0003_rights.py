"""What each group may do with what Wagtail and the foundations bring; apps grant the rights on their own models."""

from django.db import migrations

from stoa.accounts import roles

IMAGES = [f"wagtailimages.{action}_image" for action in ("add", "change", "choose")]
DOCUMENTS = [f"wagtaildocs.{action}_document" for action in ("add", "change", "choose")]
WORDS = [f"core.{action}_sitetext" for action in ("add", "change", "view")]
REDIRECTS = [f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete", "view")]


def grant_rights(apps, schema_editor):
    for name in (roles.EDITORS, roles.MODERATORS, roles.INSTRUCTORS, roles.SHOP_MANAGERS, roles.SUPPORT):
        roles.grant(apps, name, ["wagtailadmin.access_admin"])
    roles.grant_on_pages(apps, roles.EDITORS, ["add", "change", "publish", "lock", "unlock"])
    roles.grant_on_pages(apps, roles.MODERATORS, ["change", "publish", "lock", "unlock"])
    for name in (roles.EDITORS, roles.MODERATORS, roles.INSTRUCTORS, roles.SHOP_MANAGERS):
        roles.grant_on_collections(apps, name, IMAGES + DOCUMENTS)
    roles.grant(apps, roles.EDITORS, WORDS + REDIRECTS)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0094_alter_page_locale"),
        ("wagtaildocs", "0012_uploadeddocument"),
        ("wagtailimages", "0025_alter_image_file_alter_rendition_file"),
        ("wagtailredirects", "0001_initial"),
    ]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
