"""What is sold: offers, stock, products, reviews, files and stock alerts."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import modelcluster.contrib.taggit
import modelcluster.fields
import modelsearch.index
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import shop.catalogue.models.files
import stoa.core.blocks.text
import stoa.core.protected_files


class Migration(migrations.Migration):
    replaces = [
        ("catalogue", "0001_tables"),
        ("catalogue", "0005_reviews"),
        ("catalogue", "0007_sold"),
        ("catalogue", "0008_files_to_download"),
        ("catalogue", "0010_low_stock"),
        ("catalogue", "0012_stock_alerts"),
        ("catalogue", "0013_stock_alert_attempts"),
        ("catalogue", "0014_sku_of_variants_suffices"),
        ("catalogue", "0016_shipping_note_and_page"),
    ]

    initial = True

    dependencies = [
        ("core", "0004_reviews_read_first"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StockSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "low_stock",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="Offers with no more than this are in the report of low stock; an offer may have a number of its own.",
                        verbose_name="stock is low from",
                    ),
                ),
            ],
            options={
                "verbose_name": "stock settings",
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sku", models.CharField(max_length=64, verbose_name="SKU")),
                ("kind", models.CharField(default="goods", max_length=20, verbose_name="kind")),
                ("translation_key", models.UUIDField(editable=False)),
                ("variant_key", models.UUIDField(editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        help_text="As the page was called when it was last published.",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=255, verbose_name="variant")),
                ("price", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="price")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                (
                    "sale_price",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=15, null=True, verbose_name="sale price"
                    ),
                ),
                ("sale_from", models.DateTimeField(blank=True, null=True, verbose_name="sale from")),
                ("sale_to", models.DateTimeField(blank=True, null=True, verbose_name="sale to")),
                (
                    "tax_class",
                    models.CharField(
                        choices=[
                            ("standard", "standard"),
                            ("intermediate", "intermediate: the higher of two reduced rates"),
                            ("reduced", "reduced"),
                            ("super-reduced", "super-reduced: below 5 %"),
                            ("zero", "without tax"),
                        ],
                        default="standard",
                        max_length=20,
                        verbose_name="tax class",
                    ),
                ),
                ("weight", models.PositiveIntegerField(default=0, verbose_name="weight in grams")),
                ("ships", models.BooleanField(default=True, verbose_name="is shipped")),
                ("is_on_sale", models.BooleanField(default=False, verbose_name="on sale")),
                ("stock", models.PositiveIntegerField(blank=True, null=True, verbose_name="stock")),
                ("owed", models.PositiveIntegerField(default=0, verbose_name="owed")),
                ("backorder", models.BooleanField(default=False, verbose_name="sold beyond the stock")),
                (
                    "low_stock",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty: as the settings of the shop say.",
                        null=True,
                        verbose_name="stock is low from",
                    ),
                ),
                ("sold", models.PositiveIntegerField(default=0, editable=False, verbose_name="sold")),
            ],
            options={
                "verbose_name": "offer",
                "verbose_name_plural": "offers",
                "indexes": [models.Index(fields=["is_on_sale", "translation_key"], name="offer_for_sale")],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("sku"), name="offer_sku_once"),
                    models.UniqueConstraint(fields=("translation_key", "variant_key"), name="offer_of_variant_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("variant_key", None)),
                        fields=("translation_key",),
                        name="offer_without_variant_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("price__gte", 0)), name="offer_price_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sale_price", None),
                            models.Q(("sale_price__gte", 0), ("sale_price__lt", models.F("price"))),
                            _connector="OR",
                        ),
                        name="offer_sale_is_less",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sale_from", None),
                            ("sale_to", None),
                            ("sale_from__lt", models.F("sale_to")),
                            _connector="OR",
                        ),
                        name="offer_sale_ends_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owed", 0), ("stock", 0), _connector="OR"),
                        name="offer_owes_only_without_stock",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        storage=stoa.core.protected_files.protected_storage,
                        upload_to=shop.catalogue.models.files.place_of,
                        verbose_name="file",
                    ),
                ),
                ("name", models.CharField(editable=False, max_length=255, verbose_name="file name")),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="size in bytes")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        default=10, help_text="Lower numbers stand first.", verbose_name="place"
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
                ("offers", models.ManyToManyField(related_name="files", to="catalogue.offer", verbose_name="goods")),
            ],
            options={
                "verbose_name": "file to download",
                "verbose_name_plural": "files to download",
            },
        ),
        migrations.CreateModel(
            name="ProductCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("slug", models.SlugField(allow_unicode=True, max_length=80, verbose_name="slug")),
                ("description", models.TextField(blank=True, verbose_name="description")),
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
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="children",
                        to="catalogue.productcategory",
                        verbose_name="within",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.stoaimage",
                        verbose_name="picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "category of products",
                "verbose_name_plural": "categories of products",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("slug", "locale"), name="unique_product_category_slug")
                ],
                "unique_together": {("translation_key", "locale")},
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="ProductPage",
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
                ("intro", models.TextField(blank=True, max_length=600, verbose_name="introduction")),
                (
                    "picture_alt",
                    models.CharField(blank=True, max_length=300, verbose_name="alternative text of the picture"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("goods", "goods that are shipped"), ("download", "a download")],
                        default="goods",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "sku",
                    models.CharField(
                        blank=True,
                        help_text="The article number. With variants each has its own, and this one is not needed.",
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9._/-]*$", "Letters from A to Z, digits and . _ / - only."
                            )
                        ],
                        verbose_name="SKU",
                    ),
                ),
                ("price", models.DecimalField(decimal_places=3, max_digits=15, null=True, verbose_name="price")),
                (
                    "sale_price",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=15, null=True, verbose_name="sale price"
                    ),
                ),
                ("sale_from", models.DateTimeField(blank=True, null=True, verbose_name="sale from")),
                ("sale_to", models.DateTimeField(blank=True, null=True, verbose_name="sale to")),
                (
                    "tax_class",
                    models.CharField(
                        choices=[
                            ("standard", "standard"),
                            ("intermediate", "intermediate: the higher of two reduced rates"),
                            ("reduced", "reduced"),
                            ("super-reduced", "super-reduced: below 5 %"),
                            ("zero", "without tax"),
                        ],
                        default="standard",
                        max_length=20,
                        verbose_name="tax class",
                    ),
                ),
                ("weight", models.PositiveIntegerField(default=0, verbose_name="weight in grams")),
                (
                    "opening_stock",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="When it is first published. Empty: no limit. With variants each has its own.",
                        null=True,
                        verbose_name="opening stock",
                    ),
                ),
                ("backorder", models.BooleanField(default=False, verbose_name="may be ordered when sold out")),
                ("option_1", models.CharField(blank=True, max_length=40, verbose_name="first option")),
                ("option_2", models.CharField(blank=True, max_length=40, verbose_name="second option")),
                ("option_3", models.CharField(blank=True, max_length=40, verbose_name="third option")),
                (
                    "categories",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="products", to="catalogue.productcategory", verbose_name="categories"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.stoaimage",
                        verbose_name="picture",
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
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ProductPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("alt", models.CharField(blank=True, max_length=300, verbose_name="alternative text")),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="core.stoaimage",
                        verbose_name="picture",
                    ),
                ),
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
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="catalogue.productpage"
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["sort_order"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
        ),
        migrations.CreateModel(
            name="ProductTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="product_tags",
                        to="catalogue.productpage",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="product_tags", to="taggit.tag"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("content_object", "tag"), name="unique_product_tag")],
            },
        ),
        migrations.CreateModel(
            name="ProductVariant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("value_1", models.CharField(max_length=80, verbose_name="first option")),
                ("value_2", models.CharField(blank=True, max_length=80, verbose_name="second option")),
                ("value_3", models.CharField(blank=True, max_length=80, verbose_name="third option")),
                (
                    "sku",
                    models.CharField(
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9._/-]*$", "Letters from A to Z, digits and . _ / - only."
                            )
                        ],
                        verbose_name="SKU",
                    ),
                ),
                (
                    "price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        help_text="If it differs from the product’s.",
                        max_digits=15,
                        null=True,
                        verbose_name="price",
                    ),
                ),
                (
                    "sale_price",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=15, null=True, verbose_name="sale price"
                    ),
                ),
                ("weight", models.PositiveIntegerField(blank=True, null=True, verbose_name="weight in grams")),
                (
                    "opening_stock",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="When it is first published. Empty: no limit.",
                        null=True,
                        verbose_name="opening stock",
                    ),
                ),
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
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="variants", to="catalogue.productpage"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.stoaimage",
                        verbose_name="picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "variant",
                "verbose_name_plural": "variants",
                "ordering": ["sort_order"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
        ),
        migrations.CreateModel(
            name="RelatedProduct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_products",
                        to="catalogue.productpage",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.productpage",
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "verbose_name": "related product",
                "verbose_name_plural": "related products",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("page", "product"), name="unique_related_product")],
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner_key", models.CharField(max_length=36, verbose_name="order")),
                ("quantity", models.PositiveIntegerField(verbose_name="quantity")),
                ("is_counted", models.BooleanField(default=True)),
                ("expires_at", models.DateTimeField(db_index=True, verbose_name="until")),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reservations",
                        to="catalogue.offer",
                        verbose_name="offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "reservation",
                "verbose_name_plural": "reservations",
                "constraints": [
                    models.UniqueConstraint(fields=("owner_key", "offer"), name="reservation_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="reservation_of_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(editable=False)),
                (
                    "stars",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="stars",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="review")),
                ("text_html", models.TextField(blank=True, editable=False)),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("shown", "shown"), ("hidden", "hidden")],
                        default="shown",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="date")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="edited")),
                ("reply", models.TextField(blank=True, max_length=4000, verbose_name="reply of the shop")),
                ("reply_html", models.TextField(blank=True, editable=False)),
                ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="replied")),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="replied by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reviews",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "permissions": [("moderate_review", "Can moderate reviews"), ("reply_review", "Can reply to reviews")],
                "indexes": [
                    models.Index(fields=["translation_key", "state", "stars"], name="review_rating"),
                    models.Index(fields=["translation_key", "state", "-created_at", "-id"], name="review_of_product"),
                    models.Index(fields=["state", "created_at"], name="review_queue"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "translation_key"), name="review_once"),
                    models.CheckConstraint(
                        condition=models.Q(("stars__gte", 1), ("stars__lte", 5)), name="review_stars_in_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "shown", "hidden"])), name="review_state_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at", None), ("reply", "")),
                            models.Q(models.Q(("reply", ""), _negated=True), ("replied_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="review_reply_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShopIndexPage",
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
                ("intro", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
                (
                    "products_per_page",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="products per page",
                    ),
                ),
                (
                    "tax_note",
                    models.CharField(
                        blank=True, help_text="Such as: with VAT", max_length=120, verbose_name="note beside prices"
                    ),
                ),
                (
                    "shipping_note",
                    models.CharField(
                        blank=True,
                        help_text="Such as: plus shipping",
                        max_length=120,
                        verbose_name="the same for what is sent",
                    ),
                ),
                (
                    "few_left",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="Readers are told how many are left when there are no more than this. 0: never.",
                        verbose_name="few are left from",
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
                    "shipping_page",
                    models.ForeignKey(
                        blank=True,
                        help_text="What it costs and how to give something back; the note leads there.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page about shipping",
                    ),
                ),
            ],
            options={
                "verbose_name": "shop",
                "verbose_name_plural": "shops",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="Specification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("value", models.CharField(max_length=255, verbose_name="value")),
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
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="specifications",
                        to="catalogue.productpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "specification",
                "verbose_name_plural": "specifications",
                "ordering": ["sort_order"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
        ),
        migrations.CreateModel(
            name="StockAlert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("created_at", models.DateTimeField(db_index=True, verbose_name="at")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                ("in_hand_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
                        to="catalogue.offer",
                        verbose_name="offer",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stock_alerts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "stock alert",
                "verbose_name_plural": "stock alerts",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("offer"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="stock_alert_of_address_once",
                    ),
                    models.UniqueConstraint(fields=("offer", "user"), name="stock_alert_of_member_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("user", None), models.Q(("email", ""), _negated=True)),
                            models.Q(("email", ""), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="stock_alert_of_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StockMovement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("change", models.IntegerField(verbose_name="change")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("counted", "counted"),
                            ("delivered", "delivered by the supplier"),
                            ("lost", "lost or damaged"),
                            ("reserved", "reserved"),
                            ("released", "reservation ended"),
                            ("sold", "sold"),
                            ("returned", "given back"),
                        ],
                        max_length=12,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("owner_key", models.CharField(blank=True, max_length=36, verbose_name="order")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="catalogue.offer",
                        verbose_name="offer",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "stock movement",
                "verbose_name_plural": "stock movements",
                "indexes": [
                    models.Index(fields=["offer", "-created_at", "-id"], name="stock_movement_of_offer"),
                    models.Index(
                        condition=models.Q(("owner_key", ""), _negated=True),
                        fields=["owner_key"],
                        name="stock_movement_of_order",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("change", 0), _negated=True), ("reason", "sold"), _connector="OR"),
                        name="stock_movement_changes_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PricePoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("amount", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="price")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("is_told", models.BooleanField(default=False, editable=False)),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="price_points",
                        to="catalogue.offer",
                        verbose_name="offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "price over time",
                "verbose_name_plural": "prices over time",
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_told", False)), fields=["starts_at"], name="price_point_untold"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("offer", "starts_at"), name="price_point_once"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="price_point_not_negative"),
                ],
            },
        ),
        migrations.AddField(
            model_name="productpage",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="catalogue.ProductTag",
                to="taggit.Tag",
                verbose_name="tags",
            ),
        ),
    ]
