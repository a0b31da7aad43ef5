"""The groups of U10, and what each may do with what Wagtail and the foundations bring; apps grant the rights on their own models."""

from django.db import migrations

from stoa.accounts import roles

GROUPS = (roles.EDITORS, roles.MODERATORS, roles.INSTRUCTORS, roles.SHOP_MANAGERS, roles.SUPPORT)
IMAGES = [f"wagtailimages.{action}_image" for action in ("add", "change", "choose")]
DOCUMENTS = [f"wagtaildocs.{action}_document" for action in ("add", "change", "choose")]
WORDS = [f"core.{action}_sitetext" for action in ("add", "change", "view")]
REDIRECTS = [f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete", "view")]


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in GROUPS:
        Group.objects.get_or_create(name=name)


def grant_rights(apps, schema_editor):
    for name in GROUPS:
        roles.grant(apps, name, ["wagtailadmin.access_admin"])
    roles.grant_on_pages(apps, roles.EDITORS, ["add", "change", "publish", "lock", "unlock"])
    roles.grant_on_pages(apps, roles.MODERATORS, ["change", "publish", "lock", "unlock"])
    for name in (roles.EDITORS, roles.MODERATORS, roles.INSTRUCTORS, roles.SHOP_MANAGERS):
        roles.grant_on_collections(apps, name, IMAGES + DOCUMENTS)
    # Who may read a page is for editors to say; moderators publish what others wrote.
    roles.grant(apps, roles.EDITORS, [*WORDS, *REDIRECTS, "wagtailcore.change_pageviewrestriction"])


def take_rights(apps, schema_editor):
    """Wagtail's and wagtail-localize's own migrations know groups of these names and gave them more than we grant."""
    roles.revoke_on_pages(apps, roles.MODERATORS, ["add"])
    roles.revoke(apps, roles.MODERATORS, ["wagtail_localize.submit_translation"])


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0002_groups"),
        ("accounts", "0003_rights"),
        ("accounts", "0005_moderators_add_nothing"),
        ("accounts", "0006_privacy_of_pages"),
    ]
    dependencies = [
        ("accounts", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0001_tables"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0094_alter_page_locale"),
        ("wagtaildocs", "0012_uploadeddocument"),
        ("wagtailimages", "0025_alter_image_file_alter_rendition_file"),
        ("wagtailredirects", "0001_initial"),
    ]
    operations = [
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(grant_rights, migrations.RunPython.noop),
        migrations.RunPython(take_rights, migrations.RunPython.noop),
    ]
