import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("comments", "0001_initial"), ("comments", "0002_moderation_right")]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(unique=True, verbose_name="translation key")),
                (
                    "comment_count",
                    models.PositiveIntegerField(
                        db_index=True, default=0, help_text="Approved comments.", verbose_name="comments"
                    ),
                ),
                ("last_comment_at", models.DateTimeField(blank=True, null=True, verbose_name="last comment")),
            ],
            options={
                "verbose_name": "thread",
                "verbose_name_plural": "threads",
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="comments.thread",
                        verbose_name="thread",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="comments.comment",
                        verbose_name="below",
                    ),
                ),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        help_text="The comment replied to, which may itself be a reply.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="comments.comment",
                        verbose_name="in reply to",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
                ("is_guest", models.BooleanField(default=False, verbose_name="guest")),
                ("guest_name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                ("guest_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("body", models.TextField(verbose_name="comment")),
                ("body_html", models.TextField(blank=True, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("approved", "approved"),
                            ("hidden", "hidden"),
                            ("spam", "spam"),
                            ("deleted", "deleted"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español"), ("bg", "Български")],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="edited")),
                ("announced_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("import_key", models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "permissions": [("moderate_comment", "Can moderate comments")],
                "indexes": [
                    models.Index(fields=["thread", "state", "created_at"], name="comment_of_thread"),
                    models.Index(fields=["state", "created_at"], name="comment_by_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guest_email", ""), ("guest_name", ""), ("is_guest", False)),
                            models.Q(("is_guest", True), ("user", None), models.Q(("guest_name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="comment_author_is_member_or_named_guest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "approved", "hidden", "spam", "deleted"])),
                        name="comment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), models.Q(("parent", models.F("pk")), _negated=True), _connector="OR"
                        ),
                        name="comment_not_below_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answers", None), ("parent__isnull", False), _connector="OR"),
                        name="comment_answer_is_reply",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("import_key", ""), _negated=True),
                        fields=("import_key",),
                        name="comment_imported_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "email",
                    models.EmailField(help_text="In small letters.", max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.thread",
                        verbose_name="thread",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="date")),
            ],
            options={
                "verbose_name": "refusal of mail",
                "verbose_name_plural": "refusals of mail",
                "constraints": [
                    models.UniqueConstraint(fields=("email", "thread"), name="one_refusal_per_thread"),
                    models.UniqueConstraint(
                        condition=models.Q(("thread", None)), fields=("email",), name="one_refusal_of_all"
                    ),
                ],
            },
        ),
    ]
