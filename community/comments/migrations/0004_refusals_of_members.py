"""Members who refused all mails about comments by a link find it among their choices of mails."""

from django.db import migrations

NOTICES = ("comment_reply", "comment_on_page")


def adopt(apps, schema_editor):
    refused = apps.get_model("comments", "MailRefusal").objects.filter(thread=None)
    choices = apps.get_model("activity", "MailChoice").objects
    for member in (
        apps.get_model("accounts", "User").objects.filter(email__in=refused.values("email")).iterator(chunk_size=500)
    ):
        for kind in NOTICES:
            choices.get_or_create(user=member, kind=kind, defaults={"mail": "never"})
        refused.filter(email=member.email).delete()


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_moderators"), ("activity", "0001_initial"), ("accounts", "0003_rights")]
    operations = [migrations.RunPython(adopt, migrations.RunPython.noop)]
