import uuid

import django.core.validators
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import modelsearch.index
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import stoa.core.blocks.text


class Migration(migrations.Migration):
    replaces = [
        ("blog", "0001_initial"),
        ("blog", "0002_initial"),
        ("blog", "0004_cooked_version"),
        ("blog", "0005_capital_labels"),
        ("blog", "0006_imported_item"),
    ]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0001_tables"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=200, verbose_name="address of the other site")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("key", models.CharField(max_length=200, verbose_name="number or name there")),
                ("digest", models.CharField(max_length=64)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("imported_at", models.DateTimeField(auto_now=True, verbose_name="imported")),
            ],
            options={
                "verbose_name": "imported item",
                "verbose_name_plural": "imported items",
                "constraints": [models.UniqueConstraint(fields=("source", "kind", "key"), name="unique_imported_item")],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("slug", models.SlugField(allow_unicode=True, max_length=80, verbose_name="slug")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="children",
                        to="blog.category",
                        verbose_name="within",
                    ),
                ),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "unique_together": {("translation_key", "locale")},
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("slug", "locale"), name="unique_category_slug")],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Author",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("handle", models.SlugField(allow_unicode=True, max_length=80, verbose_name="handle")),
                ("role", models.CharField(blank=True, max_length=120, verbose_name="role")),
                ("bio", models.TextField(blank=True, verbose_name="about")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.stoaimage",
                        verbose_name="photo",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="authors",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "author",
                "verbose_name_plural": "authors",
                "unique_together": {("translation_key", "locale")},
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("handle", "locale"), name="unique_author_handle")],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("slug", models.SlugField(allow_unicode=True, max_length=120, verbose_name="slug")),
                ("description", models.TextField(blank=True, verbose_name="description")),
            ],
            options={
                "verbose_name": "series",
                "verbose_name_plural": "series",
                "unique_together": {("translation_key", "locale")},
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("slug", "locale"), name="unique_series_slug")],
            },
        ),
        migrations.CreateModel(
            name="BlogPostPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "share_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown when the page is shared; else the page's own picture or the site's.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.stoaimage",
                        verbose_name="share image",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("rich_text", 0),
                            ("heading", 3),
                            ("markdown", 4),
                            ("quote", 9),
                            ("callout", 13),
                            ("code", 17),
                            ("image", 23),
                            ("gallery", 27),
                            ("embed", 30),
                            ("table", 31),
                            ("file", 34),
                            ("button", 39),
                            ("card", 41),
                            ("faq", 46),
                            ("raw_html", 47),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("stoa.core.blocks.text.RichTextBlock", (), {}),
                            1: ("wagtail.blocks.CharBlock", (), {"label": "Text", "max_length": 255}),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("h2", "2"), ("h3", "3"), ("h4", "4")], "label": "Level"},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                            4: ("stoa.core.blocks.text.MarkdownBlock", (), {}),
                            5: ("wagtail.blocks.TextBlock", (), {"label": "Quote"}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Who said it", "max_length": 120, "required": False},
                            ),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "max_length": 200, "required": False},
                            ),
                            8: ("wagtail.blocks.URLBlock", (), {"label": "Address of the source", "required": False}),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 5), ("attribution", 6), ("source", 7), ("url", 8)]],
                                {},
                            ),
                            10: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("note", "Note"),
                                        ("tip", "Tip"),
                                        ("warning", "Warning"),
                                        ("important", "Important"),
                                    ],
                                    "label": "Kind",
                                },
                            ),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120, "required": False},
                            ),
                            12: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "code", "ol", "ul"],
                                    "label": "Text",
                                },
                            ),
                            13: ("wagtail.blocks.StructBlock", [[("kind", 10), ("title", 11), ("text", 12)]], {}),
                            14: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": stoa.core.blocks.text.code_languages,
                                    "label": "Language",
                                    "required": False,
                                },
                            ),
                            15: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "File name", "max_length": 120, "required": False},
                            ),
                            16: ("wagtail.blocks.TextBlock", (), {"label": "Code"}),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("language", 14), ("filename", 15), ("code", 16)]],
                                {},
                            ),
                            18: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "Image"}),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What one would say on the telephone.",
                                    "label": "Alternative text",
                                    "max_length": 300,
                                    "required": False,
                                },
                            ),
                            20: ("wagtail.blocks.BooleanBlock", (), {"label": "Only decoration", "required": False}),
                            21: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "max_length": 300, "required": False},
                            ),
                            22: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("text", "as the text"), ("wide", "wider"), ("full", "full")],
                                    "label": "Width",
                                },
                            ),
                            23: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 18), ("alt", 19), ("decorative", 20), ("caption", 21), ("width", 22)]],
                                {},
                            ),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Alternative text", "max_length": 300, "required": False},
                            ),
                            25: ("wagtail.blocks.StructBlock", [[("image", 18), ("alt", 24), ("caption", 21)]], {}),
                            26: ("wagtail.blocks.ListBlock", (25,), {"label": "Pictures", "max_num": 60, "min_num": 1}),
                            27: ("wagtail.blocks.StructBlock", [[("images", 26), ("caption", 21)]], {}),
                            28: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {
                                    "help_text": "A YouTube or Vimeo address plays in the page; others become a link.",
                                    "label": "Address",
                                },
                            ),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 200, "required": False},
                            ),
                            30: ("wagtail.blocks.StructBlock", [[("url", 28), ("title", 29), ("caption", 21)]], {}),
                            31: ("stoa.core.blocks.media.TableBlock", (), {}),
                            32: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Document"}),
                            33: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Description", "max_length": 300, "required": False},
                            ),
                            34: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 32), ("title", 29), ("description", 33)]],
                                {},
                            ),
                            35: ("wagtail.blocks.CharBlock", (), {"label": "Label", "max_length": 60}),
                            36: ("wagtail.blocks.PageChooserBlock", (), {"label": "Page", "required": False}),
                            37: ("wagtail.blocks.URLBlock", (), {"label": "Address", "required": False}),
                            38: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("primary", "primary"), ("secondary", "secondary")], "label": "Style"},
                            ),
                            39: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 35), ("page", 36), ("url", 37), ("style", 38)]],
                                {},
                            ),
                            40: ("wagtail.blocks.PageChooserBlock", (), {"label": "Page"}),
                            41: ("wagtail.blocks.StructBlock", [[("page", 40)]], {}),
                            42: ("wagtail.blocks.CharBlock", (), {"label": "Question", "max_length": 255}),
                            43: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "code", "ol", "ul"],
                                    "label": "Answer",
                                },
                            ),
                            44: ("wagtail.blocks.StructBlock", [[("question", 42), ("answer", 43)]], {}),
                            45: ("wagtail.blocks.ListBlock", (44,), {"label": "Questions", "min_num": 1}),
                            46: ("wagtail.blocks.StructBlock", [[("title", 11), ("items", 45)]], {}),
                            47: ("stoa.core.blocks.text.RawHtmlBlock", (), {}),
                        },
                        verbose_name="body",
                    ),
                ),
                ("body_html", models.TextField(blank=True, default="", editable=False)),
                ("word_count", models.PositiveIntegerField(default=0, editable=False)),
                ("cooked", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "cooked_version",
                    models.CharField(blank=True, db_index=True, default="", editable=False, max_length=16),
                ),
                ("comments_open", models.BooleanField(default=True, verbose_name="comments open")),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_index=True,
                        help_text="The date readers see; set by itself at first publication.",
                        null=True,
                        verbose_name="date",
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=600, verbose_name="introduction")),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.stoaimage",
                        verbose_name="cover",
                    ),
                ),
                (
                    "cover_alt",
                    models.CharField(blank=True, max_length=300, verbose_name="alternative text of the cover"),
                ),
                ("cover_caption", models.CharField(blank=True, max_length=300, verbose_name="caption of the cover")),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="posts",
                        to="blog.series",
                        verbose_name="series",
                    ),
                ),
                (
                    "is_featured",
                    models.BooleanField(
                        default=False, help_text="Stays at the top of the list.", verbose_name="featured"
                    ),
                ),
                (
                    "categories",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="posts", to="blog.category", verbose_name="categories"
                    ),
                ),
            ],
            options={
                "verbose_name": "post",
                "verbose_name_plural": "posts",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="BlogPostTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="post_tags", to="blog.blogpostpage"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="post_tags", to="taggit.tag"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("content_object", "tag"), name="unique_post_tag")],
            },
        ),
        migrations.CreateModel(
            name="BlogPostAuthor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="post_authors", to="blog.blogpostpage"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="post_authors",
                        to="blog.author",
                        verbose_name="author",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("page", "author"), name="unique_post_author")],
            },
        ),
        migrations.CreateModel(
            name="BlogIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "share_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown when the page is shared; else the page's own picture or the site's.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.stoaimage",
                        verbose_name="share image",
                    ),
                ),
                ("intro", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
                (
                    "posts_per_page",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="posts per page",
                    ),
                ),
            ],
            options={
                "verbose_name": "blog",
                "verbose_name_plural": "blogs",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.AddField(
            model_name="blogpostpage",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="blog.BlogPostTag",
                to="taggit.Tag",
                verbose_name="tags",
            ),
        ),
    ]
