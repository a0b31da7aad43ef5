from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_privacy_of_pages"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerHandle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="digest")),
            ],
            options={
                "verbose_name": "former handle",
                "verbose_name_plural": "former handles",
            },
        ),
    ]
