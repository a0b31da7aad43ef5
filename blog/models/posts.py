"""A post."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase, Tag
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from blog.posts import PostManager
from community.comments.pages import CommentedPage
from stoa.core.pages import BodyPage


class BlogPostTag(ItemBase):
    """A tag on a post."""

    content_object = ParentalKey("blog.BlogPostPage", on_delete=models.CASCADE, related_name="post_tags")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="post_tags")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="unique_post_tag")]


class BlogPostAuthor(Orderable):
    """An author of a post; the first is named first."""

    page = ParentalKey("blog.BlogPostPage", on_delete=models.CASCADE, related_name="post_authors")
    author = models.ForeignKey(
        "blog.Author", on_delete=models.CASCADE, related_name="post_authors", verbose_name=_("author")
    )

    panels: ClassVar[list] = [FieldPanel("author")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "author"], name="unique_post_author")]


class BlogPostPage(CommentedPage, BodyPage):
    """A post: cover, introduction, body of blocks, and how it is filed."""

    published_at = models.DateTimeField(
        _("date"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The date readers see; set by itself at first publication."),
    )
    intro = models.TextField(_("introduction"), blank=True, max_length=600)
    cover = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover"),
    )
    cover_alt = models.CharField(_("alternative text of the cover"), max_length=300, blank=True)
    cover_caption = models.CharField(_("caption of the cover"), max_length=300, blank=True)
    categories = ParentalManyToManyField(
        "blog.Category", blank=True, related_name="posts", verbose_name=_("categories")
    )
    tags = ClusterTaggableManager(through=BlogPostTag, blank=True, verbose_name=_("tags"))
    series = models.ForeignKey(
        "blog.Series", on_delete=models.SET_NULL, null=True, blank=True, related_name="posts", verbose_name=_("series")
    )
    is_featured = models.BooleanField(_("featured"), default=False, help_text=_("Stays at the top of the list."))

    content_panels: ClassVar[list] = [
        *BodyPage.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [FieldPanel("cover"), FieldPanel("cover_alt"), FieldPanel("cover_caption")], heading=_("Cover")
        ),
        FieldPanel("body"),
        InlinePanel("post_authors", label=_("author"), heading=_("Authors")),
        MultiFieldPanel([FieldPanel("categories"), FieldPanel("tags"), FieldPanel("series")], heading=_("Filed under")),
    ]
    settings_panels: ClassVar[list] = [
        FieldPanel("published_at"),
        FieldPanel("is_featured"),
        FieldPanel("comments_open"),
        *BodyPage.settings_panels,
    ]
    search_fields: ClassVar[list] = [
        *BodyPage.search_fields,
        index.SearchField("intro"),
        index.FilterField("published_at"),
    ]

    parent_page_types: ClassVar[list] = ["blog.BlogIndexPage"]
    subpage_types: ClassVar[list] = []
    template = "blog/post.html"
    card_template = "blog/components/post_card.html"
    schema_type = "BlogPosting"

    objects: ClassVar[Any] = PostManager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    @property
    def card_image(self) -> Any:
        return self.cover

    @property
    def summary(self) -> str:
        return self.intro

    def comment_recipients(self) -> list[Any]:
        """The users behind the authors."""
        links = self.post_authors.select_related("author__user")
        return [link.author.user for link in links if link.author.user]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.live and self.published_at is None:
            self.published_at = self.first_published_at or timezone.now()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """A date in the future schedules the post: it stays hidden until then."""
        super().clean()
        if self.published_at and self.published_at > timezone.now() and not self.go_live_at:
            self.go_live_at: datetime | None = self.published_at

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        posts = type(self).objects.visible_to(request.user).filter(locale=self.locale)
        return context | {
            "authors": [link.author for link in self.post_authors.select_related("author__photo")],
            "newer": posts.newer_than(self).first(),
            "older": posts.older_than(self).first(),
            "similar": posts.similar_to(self),
        }
