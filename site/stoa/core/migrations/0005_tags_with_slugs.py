"""The tag without letters that was made before every tag had a slug; slugs are unique, so there is one at most."""

from hashlib import sha256
from typing import Any

from django.db import migrations


def give_slug(apps: Any, schema_editor: Any) -> None:
    tags = apps.get_model("taggit", "Tag").objects
    for tag in tags.filter(slug=""):
        tags.filter(pk=tag.pk).update(slug=f"tag-{sha256(tag.name.encode()).hexdigest()[:12]}")


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_reviews_read_first"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [migrations.RunPython(give_slug, migrations.RunPython.noop)]
