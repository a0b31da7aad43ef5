import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
import taggit.managers
import wagtail.images.models
from django.conf import settings
from django.db import migrations, models

import community.bookmarks.models.collections


class Migration(migrations.Migration):
    replaces = [("bookmarks", "0001_initial")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        upload_to=wagtail.images.models.get_upload_to,
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the file, in hex.", max_length=64, unique=True, verbose_name="digest"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="date"),
                ),
            ],
            options={
                "verbose_name": "saved picture",
                "verbose_name_plural": "saved pictures",
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="PictureRendition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                ("focal_point_key", models.CharField(blank=True, default="", editable=False, max_length=16)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="renditions", to="bookmarks.picture"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("image", "filter_spec", "focal_point_key"), name="unique_picture_rendition"
                    )
                ],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookmarks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
                ("image_url", models.URLField(blank=True, max_length=2048, verbose_name="address of the picture")),
                ("page_url", models.URLField(blank=True, max_length=2048, verbose_name="address of the page")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, max_length=2000, verbose_name="description")),
                ("is_private", models.BooleanField(default=False, verbose_name="only for me")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("ready", "ready"), ("refused", "refused")],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "unreachable",
                                "The picture cannot be fetched: its server does not answer, or does not give it to us.",
                            ),
                            ("no_picture", "There is no JPEG, PNG, GIF, WebP or AVIF picture at this address."),
                            ("too_large", "The picture is too large: at most 10 MB and 25 megapixels."),
                            ("damaged", "The picture is damaged and cannot be read."),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookmarks",
                        to="bookmarks.picture",
                        verbose_name="picture",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("started_at", models.DateTimeField(editable=False, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("is_hidden", models.BooleanField(default=False, editable=False, verbose_name="hidden by a moderator")),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("is_announced", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "verbose_name": "bookmark",
                "verbose_name_plural": "bookmarks",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("is_hidden", False), ("is_private", False), ("removed_at", None), ("state", "ready")
                        ),
                        fields=["-saved_at", "-id"],
                        name="bookmarks_shown",
                    ),
                    models.Index(fields=["owner", "-saved_at", "-id"], name="bookmarks_of_owner"),
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["asked_at"], name="bookmarks_waiting"
                    ),
                    models.Index(
                        condition=models.Q(("removed_at__isnull", False)),
                        fields=["removed_at"],
                        name="bookmarks_removed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("image_url", ""), _negated=True),
                        fields=("owner", "image_url"),
                        name="bookmark_of_picture_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("image_url", "")),
                        fields=("owner", "page_url"),
                        name="bookmark_of_link_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("image_url", ""), ("page_url", ""), _negated=True),
                        name="bookmark_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "ready", "refused"])), name="bookmark_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "refused"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="bookmark_reason_if_refused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(("image_url", ""), ("picture", None)),
                            ("picture__isnull", False),
                            _connector="OR",
                        ),
                        name="bookmark_ready_with_picture",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookmark_collections",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("description", models.TextField(blank=True, max_length=1000, verbose_name="description")),
                (
                    "sharing",
                    models.CharField(
                        choices=[
                            ("private", "Only me"),
                            ("link", "Whoever has the link"),
                            ("public", "Everybody who may see my bookmarks"),
                        ],
                        default="private",
                        max_length=10,
                        verbose_name="who sees it",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=community.bookmarks.models.collections.make_key,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="bookmarks.bookmark",
                        verbose_name="cover",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date")),
            ],
            options={
                "verbose_name": "collection of bookmarks",
                "verbose_name_plural": "collections of bookmarks",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "name"), name="collection_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("sharing__in", ["private", "link", "public"])),
                        name="collection_sharing_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Collected",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collected",
                        to="bookmarks.collection",
                    ),
                ),
                (
                    "bookmark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="collected", to="bookmarks.bookmark"
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "bookmark in a collection",
                "verbose_name_plural": "bookmarks in a collection",
                "constraints": [models.UniqueConstraint(fields=("collection", "bookmark"), name="collected_once")],
            },
        ),
        migrations.CreateModel(
            name="BookmarkTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("slug", models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug")),
            ],
            options={
                "verbose_name": "tag of bookmarks",
                "verbose_name_plural": "tags of bookmarks",
            },
        ),
        migrations.CreateModel(
            name="TaggedBookmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged",
                        to="bookmarks.bookmarktag",
                        verbose_name="tag",
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged",
                        to="bookmarks.bookmark",
                        verbose_name="bookmark",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag of a bookmark",
                "verbose_name_plural": "tags of a bookmark",
                "indexes": [models.Index(fields=["tag", "content_object"], name="bookmarks_of_tag")],
                "constraints": [
                    models.UniqueConstraint(fields=("content_object", "tag"), name="unique_tag_of_bookmark")
                ],
            },
        ),
        migrations.AddField(
            model_name="bookmark",
            name="tags",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="bookmarks.TaggedBookmark",
                to="bookmarks.BookmarkTag",
                verbose_name="Tags",
            ),
        ),
        migrations.AddField(
            model_name="collection",
            name="bookmarks",
            field=models.ManyToManyField(
                related_name="collections",
                through="bookmarks.Collected",
                to="bookmarks.bookmark",
                verbose_name="bookmarks",
            ),
        ),
    ]
