"""A post."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase, Tag
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from blog import facts, structured_data
from blog.beside import posts_beside
from blog.editing.form import PostForm
from blog.posts import PostManager
from community.comments.pages import CommentedPage
from stoa.core import access, cooking, listing_pages, pagecache
from stoa.core.checking import Problem
from stoa.core.pages import BodyPage

A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)
#: A form that stands open saves itself every few seconds: its dates are among the last ones.
REVISIONS_BACK = 20


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
    base_form_class = PostForm
    template = "blog/post.html"
    card_template = "blog/components/post_card.html"
    schema_type = "BlogPosting"
    open_graph_type = "article"
    picture_fields = ("cover", "share_image")

    objects: ClassVar[Any] = PostManager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes: ClassVar[list] = [
            models.Index(fields=["-is_featured", "-published_at", "-page_ptr"], name="post_featured_first"),
            models.Index(fields=["-published_at", "-page_ptr"], name="post_newest_first"),
            # Those alike are ranked by it, without reading the posts.
            models.Index(fields=["page_ptr", "published_at"], name="post_moment"),
        ]

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

    def comment_author_ids(self) -> set[int]:
        return {author["user"] for author in self.filing["authors"] if author.get("user")}

    @cached_property
    def blog(self) -> Any:
        """The blog this post stands in; only to be read."""
        return listing_pages.page_above(self, "blog.BlogIndexPage")

    @property
    def filing(self) -> dict[str, Any]:
        """Authors, categories and tags as `facts.filing` says: as cooked, else worked out now."""
        if self.cooked_version == cooking.version() and not self.is_previewed and "authors" in self.cooked:
            return self.cooked
        return facts.filing(self)

    def facts_to_cook(self) -> dict[str, Any]:
        return super().facts_to_cook() | facts.filing(self) | {"cover": facts.pictures(self)}

    @property
    def shown_cover(self) -> Any:
        """The cover for the `picture` tag: as cooked, else the picture itself."""
        if "cover" in self.cooked and not self.is_previewed:
            return self.cooked["cover"]
        return self.cover

    def listing(self) -> dict[str, Any]:
        """Lists of the post's language that it stands in, and what decides its place there."""
        filed = facts.filing(self)
        tags = [f"posts:{self.locale_id}"]
        tags += [f"posts:{self.locale_id}:tag:{tag['id']}" for tag in filed["tags"]]
        tags += [f"posts:{self.locale_id}:category:{category['id']}" for category in filed["categories"]]
        tags += [f"posts:{self.locale_id}:author:{author['id']}" for author in filed["authors"]]
        at = self.published_at.isoformat() if self.published_at else ""
        return {"tags": tags, "at": at, "is_featured": self.is_featured, "series": self.series_id}

    def beside(self) -> list[int]:
        """The posts before and after, and those of the same series: their pages name this one."""
        posts = type(self).objects.visible_to(AnonymousUser()).filter(locale=self.locale_id)
        near = [posts.newer_than(self).as_links().first(), posts.older_than(self).as_links().first()]
        return [post.pk for post in (*near, *posts.in_series(self).as_links()) if post]

    @property
    def changed_at(self) -> datetime | None:
        """When it last changed for its readers: never before the date it shows."""
        return max((moment for moment in (self.published_at, self.last_published_at) if moment), default=None)

    @property
    def updated_at(self) -> datetime | None:
        """When the post last changed, if that was at least a day after its date."""
        if not self.published_at or not self.last_published_at:
            return None
        return self.last_published_at if self.last_published_at - self.published_at >= A_DAY else None

    def own_problems(self) -> list[Problem]:
        return [] if self.post_authors.all() else [Problem("author", str(_("Nobody is named as author.")))]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.live and self.published_at is None:
            self.published_at = self.first_published_at or timezone.now()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """A date in the future schedules the post: it stays hidden until then, or longer if the schedule says so."""
        super().clean()
        if self.go_live_at and self._had_date(self.go_live_at):
            self.go_live_at: datetime | None = None
        if self.published_at and self.published_at > timezone.now():
            self.go_live_at = max(self.published_at, self.go_live_at or self.published_at)

    def _had_date(self, moment: datetime) -> bool:
        """Was the post's date `moment` in a recent revision? Forms show minutes, and may be older than the last."""
        revised = self.revisions.order_by("-pk").values_list("content__published_at", flat=True)[:REVISIONS_BACK]
        dates = [parse_datetime(date) for date in revised if date] if self.pk else []
        return any(date and abs(date - moment) < A_MINUTE for date in dates)

    def feed_links(self, request: HttpRequest) -> list[Any]:
        return self.blog.feed_links(request)

    def open_graph_details(self, request: HttpRequest) -> list[tuple[str, str]]:
        return structured_data.article_properties(self)

    def structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        _page, *others = super().structured_data(request)
        return [structured_data.blog_posting(self, request), *others]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        beside = posts_beside(self, access.viewer(request))
        self._say_shown(request, beside)
        context["authors"] = self.filing["authors"]
        context["share_url"] = self.blog.path_of("share", key=self.translation_key) if context["is_listed"] else ""
        return context | beside

    def _say_shown(self, request: HttpRequest, beside: dict[str, Any]) -> None:
        """Tell the page cache what else the page shows, and which lists decide about it."""
        posts = [post for post in (beside["newer"], beside["older"]) if post]
        tags = [pagecache.page_tag(post) for post in (*posts, *beside["similar"], *beside["series_posts"])]
        tags += [f"posts:{self.locale_id}:tag:{tag['id']}" for tag in self.filing["tags"]]
        pagecache.shows(request, *tags)
