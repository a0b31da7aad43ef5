import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("moderation", "0001_cases_and_sanctions")]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("key", models.CharField(max_length=36, verbose_name="key")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose thing it is.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
                "permissions": [("moderate_case", "Can moderate cases")],
                "indexes": [models.Index(fields=["state", "opened_at"], name="case_queue")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="case_of_thing"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("state", "open")),
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            _connector="OR",
                        ),
                        name="case_closed_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="moderation.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reported by",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "Advertising or spam"),
                            ("insult", "Insult or harassment"),
                            ("hate", "Hatred or violence"),
                            ("sexual", "Sexual content"),
                            ("privacy", "Somebody's private data"),
                            ("copyright", "Somebody else's work"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="what is wrong")),
                ("created_at", models.DateTimeField(verbose_name="date")),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "reporter"), name="report_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["spam", "insult", "hate", "sexual", "privacy", "copyright", "other"])
                        ),
                        name="report_reason_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("key", models.CharField(max_length=36, verbose_name="key")),
                (
                    "moderator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderator",
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("keep", "Keep it"),
                            ("hide", "Hide it"),
                            ("restore", "Show it again"),
                            ("delete", "Delete it"),
                            ("warn", "Warn"),
                            ("silence", "Silence"),
                            ("suspend", "Suspend"),
                            ("lift", "Lift a sanction"),
                        ],
                        max_length=10,
                        verbose_name="action",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("decided_at", models.DateTimeField(verbose_name="date")),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "indexes": [
                    models.Index(fields=["kind", "key", "-decided_at"], name="decision_about"),
                    models.Index(fields=["-decided_at", "-id"], name="decision_newest"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sanction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sanctions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("warn", "Warning"),
                            ("silence", "May read, not write"),
                            ("suspend", "May not log in"),
                        ],
                        max_length=10,
                        verbose_name="sanction",
                    ),
                ),
                ("reason", models.TextField(help_text="The member reads it.", max_length=1000, verbose_name="reason")),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderator",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted")),
            ],
            options={
                "verbose_name": "sanction",
                "verbose_name_plural": "sanctions",
                "indexes": [
                    models.Index(fields=["user", "lifted_at", "ends_at"], name="sanction_of_member"),
                    models.Index(fields=["kind", "lifted_at", "ends_at"], name="sanction_running"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at", None), ("ends_at__gt", models.F("starts_at")), _connector="OR"),
                        name="sanction_ends_after_start",
                    )
                ],
            },
        ),
    ]
