import django.core.validators
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import stoa.accounts.handles
import stoa.accounts.models


class Migration(migrations.Migration):
    replaces = [("accounts", "0001_initial"), ("accounts", "0004_profile_facts"), ("accounts", "0007_former_handles")]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                (
                    "display_name",
                    models.CharField(blank=True, help_text="Shown to everybody.", max_length=80, verbose_name="name"),
                ),
                (
                    "full_name",
                    models.CharField(
                        blank=True,
                        help_text="For certificates and invoices; not shown to other members.",
                        max_length=150,
                        verbose_name="full name",
                    ),
                ),
                (
                    "handle",
                    models.CharField(
                        help_text="Your address on this site.",
                        max_length=30,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9_-]{1,29}$", "Small letters, digits, - and _ only."
                            ),
                            stoa.accounts.handles.refuse_reserved,
                        ],
                        verbose_name="handle",
                    ),
                ),
                ("bio", models.TextField(blank=True, max_length=600, verbose_name="about me")),
                ("photo", models.ImageField(blank=True, upload_to="photos/", verbose_name="photo")),
                (
                    "birth_date",
                    models.DateField(
                        blank=True,
                        help_text="Nobody but you sees it.",
                        null=True,
                        validators=[stoa.accounts.models.refuse_odd_birth],
                        verbose_name="date of birth",
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                (
                    "is_staff",
                    models.BooleanField(default=False, help_text="May enter the Django admin.", verbose_name="staff"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="unique_email_without_case"
                    )
                ],
            },
            managers=[
                ("objects", stoa.accounts.models.UserManager()),
            ],
        ),
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
