"""Posts by the order in which lists show them, so that a list reads its own page of posts only; those alike by their moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0002_first_rights")]

    operations = [
        migrations.AlterField(
            model_name="blogpostpage",
            name="published_at",
            field=models.DateTimeField(
                blank=True,
                help_text="The date readers see; set by itself at first publication.",
                null=True,
                verbose_name="date",
            ),
        ),
        migrations.AddIndex(
            model_name="blogpostpage",
            index=models.Index(fields=["-is_featured", "-published_at", "-page_ptr"], name="post_featured_first"),
        ),
        migrations.AddIndex(
            model_name="blogpostpage",
            index=models.Index(fields=["-published_at", "-page_ptr"], name="post_newest_first"),
        ),
        migrations.AddIndex(
            model_name="blogpostpage",
            index=models.Index(fields=["page_ptr", "published_at"], name="post_moment"),
        ),
    ]
