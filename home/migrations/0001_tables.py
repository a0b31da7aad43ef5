import django.db.models.deletion
import modelcluster.fields
import wagtail.contrib.forms.models
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import stoa.core.blocks.text


class Migration(migrations.Migration):
    replaces = [
        ("home", "0001_initial"),
        ("home", "0003_cooked_version"),
        ("home", "0004_capital_labels"),
        ("home", "0006_most_seen"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormPage",
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
                ("thanks", wagtail.fields.RichTextField(blank=True, verbose_name="text after sending")),
                (
                    "mail_to",
                    models.CharField(
                        blank=True, help_text="Addresses, separated by commas.", max_length=255, verbose_name="mail to"
                    ),
                ),
                ("mail_subject", models.CharField(blank=True, max_length=160, verbose_name="subject")),
            ],
            options={
                "verbose_name": "form page",
                "verbose_name_plural": "form pages",
                "permissions": [("read_formpage", "Can read what people send")],
            },
            bases=(
                wagtail.contrib.routable_page.models.RoutablePageMixin,
                wagtail.contrib.forms.models.FormMixin,
                "wagtailcore.page",
            ),
        ),
        migrations.CreateModel(
            name="FormField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "clean_name",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Safe name of the form field, the label converted to ascii_snake_case",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                (
                    "label",
                    models.CharField(help_text="The label of the form field", max_length=255, verbose_name="label"),
                ),
                (
                    "field_type",
                    models.CharField(
                        choices=[
                            ("singleline", "Single line text"),
                            ("multiline", "Multi-line text"),
                            ("email", "Email"),
                            ("number", "Number"),
                            ("url", "URL"),
                            ("checkbox", "Checkbox"),
                            ("checkboxes", "Checkboxes"),
                            ("dropdown", "Drop down"),
                            ("multiselect", "Multiple select"),
                            ("radio", "Radio buttons"),
                            ("date", "Date"),
                            ("datetime", "Date/time"),
                            ("hidden", "Hidden field"),
                        ],
                        max_length=16,
                        verbose_name="field type",
                    ),
                ),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                (
                    "choices",
                    models.TextField(
                        blank=True,
                        help_text="Comma or new line separated list of choices. Only applicable in checkboxes, radio and dropdown.",
                        verbose_name="choices",
                    ),
                ),
                (
                    "default_value",
                    models.TextField(
                        blank=True,
                        help_text="Default value. Comma or new line separated values supported for checkboxes.",
                        verbose_name="default value",
                    ),
                ),
                ("help_text", models.CharField(blank=True, max_length=255, verbose_name="help text")),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="form_fields", to="home.formpage"
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HomePage",
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
                    "sections",
                    wagtail.fields.StreamField(
                        [
                            ("hero", 11),
                            ("featured_pages", 15),
                            ("latest_posts", 17),
                            ("most_seen", 20),
                            ("cards", 24),
                            ("quote", 29),
                            ("rich_text", 30),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Line above", "max_length": 80, "required": False},
                            ),
                            1: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120}),
                            2: ("wagtail.blocks.TextBlock", (), {"label": "Text", "required": False}),
                            3: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "Image", "required": False}),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Alternative text", "max_length": 300, "required": False},
                            ),
                            5: ("wagtail.blocks.CharBlock", (), {"label": "Label", "max_length": 60}),
                            6: ("wagtail.blocks.PageChooserBlock", (), {"label": "Page", "required": False}),
                            7: ("wagtail.blocks.URLBlock", (), {"label": "Address", "required": False}),
                            8: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("primary", "primary"), ("secondary", "secondary")], "label": "Style"},
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 5), ("page", 6), ("url", 7), ("style", 8)]],
                                {},
                            ),
                            10: ("wagtail.blocks.ListBlock", (9,), {"default": [], "label": "Buttons", "max_num": 2}),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("eyebrow", 0),
                                        ("title", 1),
                                        ("text", 2),
                                        ("image", 3),
                                        ("image_alt", 4),
                                        ("buttons", 10),
                                    ]
                                ],
                                {},
                            ),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120, "required": False},
                            ),
                            13: ("wagtail.blocks.PageChooserBlock", (), {"label": "Page"}),
                            14: ("wagtail.blocks.ListBlock", (13,), {"label": "Pages", "max_num": 7, "min_num": 1}),
                            15: ("wagtail.blocks.StructBlock", [[("title", 12), ("pages", 14)]], {}),
                            16: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 6, "label": "How many", "max_value": 24, "min_value": 1},
                            ),
                            17: ("wagtail.blocks.StructBlock", [[("title", 12), ("count", 16)]], {}),
                            18: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 5, "label": "How many", "max_value": 10, "min_value": 1},
                            ),
                            19: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "default": 30,
                                    "help_text": "Today is the last of them.",
                                    "label": "Of how many days",
                                    "max_value": 365,
                                    "min_value": 1,
                                },
                            ),
                            20: ("wagtail.blocks.StructBlock", [[("title", 12), ("count", 18), ("days", 19)]], {}),
                            21: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 80}),
                            22: ("wagtail.blocks.StructBlock", [[("title", 21), ("text", 2), ("page", 6)]], {}),
                            23: ("wagtail.blocks.ListBlock", (22,), {"label": "Cards", "max_num": 12, "min_num": 1}),
                            24: ("wagtail.blocks.StructBlock", [[("title", 12), ("cards", 23)]], {}),
                            25: ("wagtail.blocks.TextBlock", (), {"label": "Quote"}),
                            26: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Who said it", "max_length": 120, "required": False},
                            ),
                            27: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "max_length": 200, "required": False},
                            ),
                            28: ("wagtail.blocks.URLBlock", (), {"label": "Address of the source", "required": False}),
                            29: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 25), ("attribution", 26), ("source", 27), ("url", 28)]],
                                {},
                            ),
                            30: ("stoa.core.blocks.text.RichTextBlock", (), {}),
                        },
                        verbose_name="sections",
                    ),
                ),
            ],
            options={
                "verbose_name": "home page",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="StandardPage",
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
            ],
            options={
                "verbose_name": "page",
                "verbose_name_plural": "pages",
            },
            bases=("wagtailcore.page",),
        ),
    ]
